/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.postern.spi.Embedder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LangChain4j's class computes with the same model. */
class LangChain4jTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I reset my password?",
                "a",
                "The Treaty of Westphalia, signed in 1648, ended thirty years of war in the Holy Roman Empire.",
                "naïve café – “quotes”, 42 % and 日本語",
                "SELECT name FROM users WHERE id = 7;",
            })
    void vectorIsThatOfLangChain4jsClass(String text) {
        ExecutorService own = Executors.newSingleThreadExecutor();
        try (Embedder embedder = new MiniLmEmbedder(1)) {
            float[] theirs = new AllMiniLmL6V2QuantizedEmbeddingModel(own)
                    .embed(text)
                    .content()
                    .vector();

            float[] ours = embedder.embed(Samples.call(), text);

            assertThat(Samples.cosine(ours, theirs)).isGreaterThan(0.9999);
        } finally {
            own.shutdown();
        }
    }
}
