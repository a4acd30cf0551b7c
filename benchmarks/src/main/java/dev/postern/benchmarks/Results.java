/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs benchmarks in the standard short form and keeps the figures.
 *
 * <p>Each suite leaves {@code <date>-jdk<NN>-<suite>.json} in the folder of results, and its {@code README.md} is written
 * anew from all files there. All suites take about seven minutes on two cores. Run from the project's root:
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/runtime.classpath)" \
 *     dev.postern.benchmarks.Results [--out FOLDER] [SUITE...]
 * }</pre>
 *
 * <p>Suites: {@code routing}, {@code conditions}, {@code pipeline}, {@code relay}, {@code body}, {@code deadline}, {@code cache},
 * {@code zipf}, {@code wide}, {@code config}, {@code loopback}, {@code start}, {@code server-start}, {@code embedding},
 * {@code embedder}, {@code semantic}, {@code semantic-insert}; all of them unless named.
 */
public final class Results {
    private Results() {}

    /** Runs the suites that are named. */
    public static void main(String[] args) throws IOException, RunnerException {
        Path folder = Path.of("benchmarks", "results");
        List<Suite> wanted = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--out") && i + 1 < args.length) {
                folder = Path.of(args[++i]);
            } else {
                wanted.add(Suite.named(args[i]));
            }
        }
        for (Suite suite : wanted.isEmpty() ? Suite.all() : wanted) {
            Surroundings before = Surroundings.now();
            List<Figure> figures = suite.run();
            System.out.println();
            System.out.println(suite.name());
            figures.forEach(figure -> System.out.println("  " + figure));
            ResultsFolder.write(folder, suite.name(), before, figures);
        }
        ResultsFolder.writeTable(folder);
    }
}
