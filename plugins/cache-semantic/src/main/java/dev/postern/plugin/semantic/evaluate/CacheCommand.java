/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import dev.postern.plugin.semantic.guard.Thresholds;
import dev.postern.spi.Command;
import dev.postern.spi.Embedder;
import dev.postern.spi.EmbedderFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The command {@code postern cache evaluate}: how right the semantic cache would be on pairs of one's own. */
public final class CacheCommand implements Command {
    private final @Nullable EmbedderFactory given;

    /** Made by the service loader. */
    public CacheCommand() {
        this(null);
    }

    /** Makes the command with an embedder in place of those on the path; for tests. */
    CacheCommand(@Nullable EmbedderFactory given) {
        this.given = given;
    }

    @Override
    public String id() {
        return "cache";
    }

    @Override
    public String summary() {
        return "measures the semantic cache on pairs of your own (cache evaluate --pairs FILE.tsv)";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()
                || arguments.get(0).equals("--help")
                || arguments.get(0).equals("-h")) {
            (arguments.isEmpty() ? err : out).println(Arguments.USAGE);
            return arguments.isEmpty() ? 2 : 0;
        }
        if (!arguments.get(0).equals("evaluate")) {
            err.println("unknown: cache " + arguments.get(0));
            err.println(Arguments.USAGE);
            return 2;
        }
        Arguments options;
        try {
            options = Arguments.of(arguments.subList(1, arguments.size()));
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(Arguments.USAGE);
            return 2;
        }
        if (options.help) {
            out.println(Arguments.USAGE);
            return 0;
        }
        return evaluate(options, out, err);
    }

    private int evaluate(Arguments options, PrintStream out, PrintStream err) {
        EmbedderFactory factory = factory(options.embedder);
        if (factory == null) {
            err.println("no embedder '" + options.embedder + "'; add the dependency dev.postern:embedder-"
                    + options.embedder);
            return 1;
        }
        try (Embedder embedder = factory.create(new Offline())) {
            double threshold = options.threshold.orElseGet(() -> Thresholds.of(embedder.model()));
            Judge judge = new Judge(embedder, options.without);
            out.println("model " + embedder.model() + ", threshold " + threshold);
            if (options.pairs != null) {
                pairs(options, options.pairs, judge, threshold, out, err);
            } else if (options.benchmark != null) {
                benchmark(options.benchmark, judge, threshold, out, err);
            }
            return 0;
        } catch (IOException | UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void pairs(
            Arguments options, Path file, Judge judge, double threshold, PrintStream out, PrintStream err)
            throws IOException {
        List<LabelledPair> pairs = LabelledPair.read(file);
        Evaluation evaluation = new Evaluation(judge.judge(pairs, new ProgressBar(pairs.size(), err)));
        new Report(evaluation, threshold, out).print(options.disputed);
        if (options.svg != null) {
            Files.writeString(options.svg, new Curve(evaluation, Report.thresholds()).svg());
            out.println();
            out.println("curve written to " + options.svg);
        }
    }

    private static void benchmark(Path file, Judge judge, double threshold, PrintStream out, PrintStream err)
            throws IOException {
        List<Benchmark.Case> cases = Benchmark.read(file);
        Benchmark.Result result = new Benchmark(judge, threshold).run(cases, new ProgressBar(2 * cases.size(), err));
        out.println("right " + result.right() + ", wrong " + result.wrong() + ", missed " + result.missed() + ", of "
                + cases.size());
    }

    private @Nullable EmbedderFactory factory(String id) {
        if (given != null) {
            return given.id().equals(id) ? given : null;
        }
        for (EmbedderFactory factory : ServiceLoader.load(EmbedderFactory.class)) {
            if (factory.id().equals(id)) {
                return factory;
            }
        }
        return null;
    }
}
