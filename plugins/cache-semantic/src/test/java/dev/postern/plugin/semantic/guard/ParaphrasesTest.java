/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs that one answer serves: no guard refuses them. */
class ParaphrasesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the capital of France? | What's the capital of France?",
                "How do I bake bread? | How can I bake a bread?",
                "How do I bake bread? | What is the best way to bake bread?",
                "Please tell me how to bake bread. | How do you bake bread?",
                "What is the difference between tea and coffee? | What's the difference between coffee and tea?",
                "How do I fly from London to Paris? | How do I fly to Paris from London?",
                "How do I buy a car? | How do I purchase a car?",
                "Why isn't my phone charging? | Why is my phone not charging?",
                "Is it not necessary to register? | Is it unnecessary to register?",
                "That was not impossible. | That was possible.",
                "How far is 5 km? | How far is 5 kilometers?",
                "What can I cook in twenty minutes? | What can I cook in 20 minutes?",
                "Did Google buy Motorola? | Was Motorola bought by Google?",
                "What happened on 5 March 2020? | What happened on March 5, 2020?",
                "In Python, how do I sort a list? | How do I sort a list in Python?",
                "Which are the best books about gardening? | What are the best books about gardening?",
                "What's your favourite colour? | What is your favorite color?",
            })
    void oneAnswerServesBoth(String one, String other) {
        assertThat(Guards.refusals(Reading.of(one), Reading.of(other))).isEmpty();
        assertThat(Guards.refusals(Reading.of(other), Reading.of(one))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers | Who are the 10 best players? | Who are the 20 best players?",
                "negation | Why do cats like water? | Why do cats not like water?",
                "negation | Who won the game without help? | Who won the game with help?",
                "entities | What is the capital of France? | What is the capital of Italy?",
                "roles | How do I convert benches into tables? | How do I convert tables into benches?",
                "roles | Was Motorola bought by Google? | Did Motorola buy Google?",
                "question | Who wrote the letter? | Why was the letter written?",
                "question | How many people live here? | How do people live here?",
                "question | Who is the president? | Who was the president?",
                "words | How do I bake bread? | How do I slice bread?",
            })
    void guardIsTheOneThatSaysSo(String guard, String one, String other) {
        assertThat(Guards.refusals(Reading.of(one), Reading.of(other))).contains(guard);
    }

    @Test
    void englishIsRecognisedAndOtherLanguagesAreNot() {
        assertThat(English.recognises("How do I bake bread?")).isTrue();
        assertThat(English.recognises("Wie backe ich ein Brot?")).isFalse();
        assertThat(English.recognises("\u00bfC\u00f3mo se hace el pan?")).isFalse();
        assertThat(English.recognises("\u30d1\u30f3\u306e\u4f5c\u308a\u65b9\u306f?"))
                .isFalse();
        assertThat(English.recognises("12345")).isFalse();
        assertThat(English.recognises("")).isFalse();
    }
}
