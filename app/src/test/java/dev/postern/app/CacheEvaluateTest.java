/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command that the semantic cache brings along, with the embedder that lies beside it. */
@Timeout(120)
class CacheEvaluateTest {
    private static final String PAIRS = """
            text_a\ttext_b\tsame
            Which vaccines do I need for 2 weeks in Peru?\tWhat vaccines are required for two weeks in Peru?\t1
            How can I learn to swim?\tWhat is the best way to learn to swim?\t1
            How do I make pizza dough?\tWhat is the best way to make pizza dough?\t1
            How do I lose 5 kg in a month?\tWhat is the best way to lose five kilograms in one month?\t1
            Which vaccines do I need for 2 weeks in Peru?\tWhich vaccines do I need for 6 weeks in Peru?\t0
            Which vaccines do I need for 2 weeks in Peru?\tWhich vaccines do I not need for 2 weeks in Peru?\t0
            What should I eat 2 hours before a run?\tWhat should I eat 2 hours after a run?\t0
            How do I get from Paris to Rome by train?\tHow do I get from Rome to Paris by train?\t0
            What is the capital of France?\tWhat is the capital of Spain?\t0
            How can I learn to swim?\tHow do I make pizza dough?\t0
            """;

    @TempDir
    private Path folder;

    @Test
    void pairsOfOnesOwnAreJudgedByTheEmbedderOnThePath() throws IOException {
        Path pairs = Files.writeString(folder.resolve("pairs.tsv"), PAIRS);

        Ran ran = Ran.command("cache", "evaluate", "--pairs", pairs.toString());

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("model all-MiniLM-L6-v2-q@")
                .containsPattern("(?m)^-> 0\\.\\d+ +4 +0 +0 +1\\.000 ");
        assertThat(ran.err()).contains("100 % of 10");
    }

    @Test
    void helpOfTheProgramNamesTheCommand() {
        assertThat(Ran.command("help").out()).contains("cache evaluate --pairs FILE.tsv");
    }
}
