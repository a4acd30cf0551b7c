/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postern.spi.Call;
import dev.postern.spi.Command;
import dev.postern.spi.Embedder;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.StageContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Puts texts that begin with the same seven letters near each other, and all others far apart. */
    private static final class ByBeginning implements EmbedderFactory, Embedder {
        @Override
        public String id() {
            return "minilm";
        }

        @Override
        public Embedder create(StageContext context) {
            return this;
        }

        @Override
        public String model() {
            return "by-beginning-minilm";
        }

        @Override
        public int tokens(String text) {
            return text.length() / 4;
        }

        @Override
        public float[] embed(Call call, String text) {
            Random random =
                    new Random(text.substring(0, Math.min(7, text.length())).hashCode());
            Random own = new Random(text.hashCode());
            float[] vector = new float[64];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (random.nextGaussian() + 0.1 * own.nextGaussian());
            }
            return vector;
        }
    }

    private int run(String... arguments) {
        return new CacheCommand(new ByBeginning())
                .run(
                        List.of(arguments),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void pairsAreCountedByThresholdAndGuardAndTheDisputedOnesNamed() throws Exception {
        Path pairs = file(
                "pairs.tsv",
                "text_a\ttext_b\tsame\n"
                        + "How do I bake bread?\tHow do you bake a bread?\t1\n"
                        + "How do I bake 2 breads?\tHow do I bake 3 breads?\t0\n"
                        + "How do I paint a wall?\tHow do I paint the wall?\t0\n"
                        + "How do I sing well?\tWhere is the post office?\t1\n");
        Path svg = folder.resolve("curve.svg");

        int status = run(
                "evaluate", "--pairs", pairs.toString(), "--threshold", "0.9", "--disputed", "--svg", svg.toString());

        assertThat(status).isZero();
        assertThat(out())
                .contains("-> 0.900      1      1       1   0.500 (0.095 to 0.905)       0.500    0.333 at 0.500")
                .containsPattern("numbers +0 +1")
                .contains("a hit, labelled different")
                .contains("How do I paint the wall?")
                .doesNotContain("post office");
        assertThat(err()).contains("100 % of 4");
        assertThat(Files.readString(svg))
                .startsWith("<svg")
                .contains("precision with guards")
                .endsWith("</svg>\n");
    }

    @Test
    void benchmarkStoresAllOriginsAndAsksWithAllSimilars() throws Exception {
        Path cases = file(
                "cases.json",
                "[{\"origin\": \"How do I bake bread?\", \"similar\": \"How do you bake bread?\"},"
                        + "{\"origin\": \"Where is the post office?\", \"similar\": \"Who runs the zoo?\"}]");

        assertThat(run("evaluate", "--benchmark", cases.toString())).isZero();

        assertThat(out()).contains("threshold 0.9").contains("right 1, wrong 0, missed 1, of 2");
    }

    @Test
    void guardCanBeLeftOut() throws Exception {
        Path cases = file(
                "cases.json", "[{\"origin\": \"How do I bake 2 breads?\", \"similar\": \"How do I bake 3 breads?\"}]");

        run("evaluate", "--benchmark", cases.toString());
        run("evaluate", "--benchmark", cases.toString(), "--without", "numbers");

        assertThat(out()).contains("right 0, wrong 0, missed 1, of 1").contains("right 1, wrong 0, missed 0, of 1");
    }

    @Test
    void wrongUsageIsStatus2AndSaysWhatIsWrong() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("purge")).isEqualTo(2);
        assertThat(run("evaluate")).isEqualTo(2);
        assertThat(run("evaluate", "--pairs")).isEqualTo(2);
        assertThat(run("evaluate", "--pairs", "x", "--threshold", "2")).isEqualTo(2);
        assertThat(run("evaluate", "--help")).isZero();
        assertThat(err())
                .contains("expected either --pairs or --benchmark")
                .contains("--pairs: expected a value")
                .contains("--threshold: expected a number from 0.5 to 1, found 2");
    }

    @Test
    void unreadableFileIsStatus1() throws Exception {
        assertThat(run("evaluate", "--pairs", file("bad.tsv", "a\tb\n").toString()))
                .isEqualTo(1);
        assertThat(run("evaluate", "--benchmark", file("bad.json", "{}").toString()))
                .isEqualTo(1);
        assertThat(run("evaluate", "--pairs", folder.resolve("absent").toString()))
                .isEqualTo(1);
        assertThat(err()).contains("expected a first line").contains("expected an array of");
    }

    @Test
    void intervalIsWilsons() {
        Wilson nine = Wilson.of(9, 10);

        assertThat(nine.low()).isCloseTo(0.596, within(0.001));
        assertThat(nine.high()).isCloseTo(0.982, within(0.001));
        assertThat(Wilson.of(0, 0).low()).isZero();
    }

    @Test
    void commandIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Command.class))
                .anyMatch(command -> command.id().equals("cache"));
    }
}
