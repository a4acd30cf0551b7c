/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Benchmarks that are run and kept together.
 *
 * @param name what it is called on the command line and in names of files
 * @param measurement runs it
 */
record Suite(String name, Measurement measurement) {
    private static final List<Suite> ALL = List.of(
            new Suite("routing", JmhSuite.of(RoutingBenchmark.class, "loop").goal("by=postern", "<= 50 ns, 0 B")::run),
            new Suite(
                    "conditions", JmhSuite.of(ConditionsBenchmark.class, "loop").goal("by=postern", "<= 200 ns")::run),
            new Suite(
                    "pipeline",
                    JmhSuite.of(PipelineBenchmark.class, "gson")
                            .goal("by=bytes", "<= 6000 ns, 6656 B")
                            .goal("by=typed", "<= 6000 ns, 6656 B")::run),
            new Suite("relay", JmhSuite.of(RelayBenchmark.class, "gson").goal("by=scan", "<= 300 ns, 0 B")::run),
            new Suite("body", JmhSuite.of(BodyBenchmark.class, "gson")::run),
            new Suite(
                    "deadline",
                    JmhSuite.of(DeadlineBenchmark.class, "scheduler").goal("by=postern", "<= 50 ns, 0 B")::run),
            new Suite(
                    "cache",
                    JmhSuite.of(CacheBenchmark.class, "gson")
                            .goal("by=same", "<= 150 ns, 0 B")
                            .goal("by=fresh", "<= 2000 ns")
                            .goal("by=bytes", "<= 3000 ns")
                            .goal("by=large", "<= 10000 ns")::run),
            new Suite("zipf", JmhSuite.of(ZipfCacheBenchmark.class, "few")::run),
            new Suite("wide", JmhSuite.of(WideRoutingBenchmark.class, "closed")::run),
            new Suite("config", JmhSuite.of(ConfigBenchmark.class, "gson")::run),
            new Suite(
                    "semantic",
                    JmhSuite.of(SemanticLookupBenchmark.class, "plain")
                            .goal("by=postern entries=10000 in 1", "<= 1500000 ns")
                            .goal("by=postern entries=100000 in 1", "<= 15000000 ns")
                            .goal("by=postern entries=100 in each", "<= 20000 ns")::run),
            new Suite(
                    "semantic-insert",
                    JmhSuite.of(SemanticInsertBenchmark.class, "none").goal("addAndRemove", "<= 1000000 ns")::run),
            new Suite("loopback", LoopbackCpu::standard),
            new Suite("start", ColdStart::standard),
            new Suite("server-start", ServerStart::standard),
            new Suite("embedding", EmbeddingRate::standard),
            new Suite("embedder", EmbedderFootprint::standard));

    /** Measures; takes its time. */
    interface Measurement {
        List<Figure> run() throws IOException, RunnerException;
    }

    static List<Suite> all() {
        return ALL;
    }

    static Suite named(String name) {
        for (Suite suite : ALL) {
            if (suite.name.equals(name)) {
                return suite;
            }
        }
        throw new IllegalArgumentException("no suite '" + name + "'; present: "
                + ALL.stream().map(Suite::name).collect(Collectors.joining(", ")));
    }

    List<Figure> run() throws IOException, RunnerException {
        return measurement.run();
    }
}
