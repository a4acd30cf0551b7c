/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.spi.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vectors and counts the model gives. */
class MiniLmVectorTest {
    private static Embedder embedder;

    @BeforeAll
    static void load() {
        embedder = new MiniLmFactory(2).create(Samples.context());
    }

    @AfterAll
    static void free() {
        embedder.close();
    }

    @Test
    void sameTextHasTheSameVectorTwice() {
        float[] first = vector("How do I reset my password?");

        float[] second = vector("How do I reset my password?");

        assertThat(second).containsExactly(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                How do I reset my password? | What are the steps to reset my password? | How do I reset my router?
                What is the capital of France? | Which city is the capital of France? | What is the population of France?
                How can I lose weight quickly? | What is a fast way to lose weight? | How can I gain muscle quickly?
                Translate 'good morning' to Spanish | How do you say 'good morning' in Spanish? | What time is it in Spain?
                """)
    void paraphraseIsNearerThanLookAlike(String text, String paraphrase, String lookAlike) {
        double near = Samples.cosine(vector(text), vector(paraphrase));
        double far = Samples.cosine(vector(text), vector(lookAlike));

        assertThat(near).isGreaterThan(far);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n ",
                "x",
                "😀👩‍👩‍👧‍👦🏳️‍🌈",
                "a\u0000b\u0007\u001b[0m\u200b\ufeff",
                "\ud83d",
                "broken \ude00 surrogate",
                "日本語のテキスト",
                "e\u0301\u0301\u0301",
            })
    void anyTextHasVectorOfUnitLength(String text) {
        float[] vector = vector(text);

        double squares = 0;
        for (float each : vector) {
            squares += (double) each * each;
        }
        assertThat(vector).hasSize(384);
        assertThat(squares).isBetween(0.99999, 1.00001);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "word, 1", "' two  words ', 2", "'Hello, world!', 4", "unbelievableness, 2", "😀, 1"})
    void tokensAreCountedWithoutTheSpecialOnes(String text, int tokens) {
        assertThat(embedder.tokens(text)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 128, 129, 200, 511, 513, 20_000})
    void tokensAreCountedBeyondEveryLimitOfTheModel(int words) {
        assertThat(embedder.tokens("word ".repeat(words))).isEqualTo(words);
    }

    @Test
    void longTextWithoutBlanksIsCountedWhole() {
        assertThat(embedder.tokens("a,".repeat(20_000))).isEqualTo(40_000);
    }

    @Test
    void endOfTextCountsAsMuchAsItsBeginning() {
        String beginning = "The quick brown fox jumps over the lazy dog and runs. ".repeat(18);

        float[] one = vector(beginning + "How much does the annual subscription cost in Germany?");
        float[] other = vector(beginning + "Which planets of the solar system have rings around them?");

        // Cut at 128 tokens, as the tokenizer's file asks, these would be equal.
        assertThat(embedder.tokens(beginning)).isGreaterThan(128);
        assertThat(Samples.cosine(one, other)).isLessThan(0.99);
    }

    @Test
    void textThatFillsTheWindowHasVector() {
        assertThat(vector("word ".repeat(MiniLm.WINDOW))).hasSize(384);
    }

    @ParameterizedTest
    @ValueSource(ints = {511, 1_000_000})
    void textBeyondTheWindowIsRefusedAndNotCut(int words) {
        String text = "word ".repeat(words);

        assertThatThrownBy(() -> vector(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no embedding by minilm: the text has more than 510 tokens, which is all that"
                        + " all-MiniLM-L6-v2 reads; nothing is cut off");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void vectorIsTheSameAmongOthersAsAlone(int callers) throws Exception {
        List<float[]> alone = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            alone.add(vector(text(i)));
        }

        List<List<float[]>> together = inParallel(callers);

        for (int i = 0; i < callers; i++) {
            for (float[] each : together.get(i)) {
                assertThat(each).containsExactly(alone.get(i));
            }
        }
    }

    /** Has each caller embed its own text twenty times. */
    private static List<List<float[]>> inParallel(int callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<List<float[]>>> work = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                String text = text(i);
                work.add(() -> {
                    List<float[]> vectors = new ArrayList<>();
                    for (int round = 0; round < 20; round++) {
                        vectors.add(vector(text));
                    }
                    return vectors;
                });
            }
            List<List<float[]>> all = new ArrayList<>();
            for (Future<List<float[]>> each : threads.invokeAll(work)) {
                all.add(each.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String text(int number) {
        return "Question number " + number + " asks" + " something".repeat(number) + "?";
    }

    private static float[] vector(String text) {
        return embedder.embed(Samples.call(), text);
    }
}
