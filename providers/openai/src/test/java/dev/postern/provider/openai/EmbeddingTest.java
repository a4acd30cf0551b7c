/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final String FLOATS = answer("[1, -0.5,2.5e-3]");
    private static final String BASE64 = answer('"' + base64(1f, -0.5f, 2.5e-3f) + '"');

    private final ProviderProbe probe = new ProviderProbe(OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build());

    @Test
    void floatsBecomeLittleEndianBase64WhereThatWasAsked() {
        Body body = probe.answered(Operation.EMBEDDINGS, "{\"encoding_format\":\"base64\"}", 200, FLOATS)
                .body();

        OpenAiSchema.EMBEDDING_LIST.assertValid(body);
        assertThat(body.text()).isEqualTo(BASE64);
    }

    @Test
    void base64BecomesFloatsWhereThoseWereAsked() {
        for (String request : new String[] {"{}", "{\"encoding_format\":\"float\"}", "{\"encoding_format\":null}"}) {
            Body body =
                    probe.answered(Operation.EMBEDDINGS, request, 200, BASE64).body();

            OpenAiSchema.EMBEDDING_LIST.assertValid(body);
            assertThat(body.text()).isEqualTo(answer("[1.0,-0.5,0.0025]"));
        }
    }

    @Test
    void whatHasTheEncodingThatWasAskedKeepsItsBytes() {
        assertThat(probe.answered(Operation.EMBEDDINGS, "{}", 200, FLOATS)
                        .body()
                        .text())
                .isEqualTo(FLOATS);
        assertThat(probe.answered(Operation.EMBEDDINGS, "{\"encoding_format\":\"base64\"}", 200, BASE64)
                        .body()
                        .text())
                .isEqualTo(BASE64);
    }

    @Test
    void thereAndBackAgainGivesTheSameFloats() {
        long seed = System.nanoTime();
        System.out.println("EmbeddingTest seed " + seed);
        Random random = new Random(seed);
        float[] vector = new float[300];
        for (int i = 0; i < vector.length; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            vector[i] = Float.isFinite(any) ? any : random.nextFloat();
        }

        Body floats = probe.answered(Operation.EMBEDDINGS, "{}", 200, answer('"' + base64(vector) + '"'))
                .body();
        Body again = probe.answered(Operation.EMBEDDINGS, "{\"encoding_format\":\"base64\"}", 200, floats.text())
                .body();

        assertThat(embedding(again).string()).contains(base64(vector));
        assertThat(embedding(floats).size()).isEqualTo(vector.length);
    }

    @Test
    void missingNamesAndPositionsAreFilledIn() {
        String answer = "{\"data\":[{\"embedding\":[1]},{\"embedding\":[2]}],"
                + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";

        Body body = probe.answered(Operation.EMBEDDINGS, "{\"model\":\"m\"}", 200, answer)
                .body();

        OpenAiSchema.EMBEDDING_LIST.assertValid(body);
        assertThat(body.json().get("data").at(1).get("index").integer()).hasValue(1);
    }

    private static JsonView embedding(Body body) {
        return body.json().get("data").at(0).get("embedding");
    }

    private static String answer(String embedding) {
        return "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
                + embedding + "}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
    }

    private static String base64(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
