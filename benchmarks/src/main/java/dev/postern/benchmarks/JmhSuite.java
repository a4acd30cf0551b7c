/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs one JMH class in the standard short form: two JVMs, each with three short warm-ups and five measurements. */
final class JmhSuite {
    private static final int FORKS = 2;
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(500);
    private static final String BY = "by";

    private final Class<?> benchmark;
    private final String base;
    private final Map<String, String> goals = new LinkedHashMap<>();

    private JmhSuite(Class<?> benchmark, String base) {
        this.benchmark = benchmark;
        this.base = base;
    }

    /** Compares with the runs whose parameter {@code by} has this value. */
    static JmhSuite of(Class<?> benchmark, String base) {
        return new JmhSuite(benchmark, base);
    }

    /** Notes a goal for the runs whose name contains this. */
    JmhSuite goal(String part, String wanted) {
        goals.put(part, wanted);
        return this;
    }

    List<Figure> run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + Pattern.quote(benchmark.getName()) + "\\.")
                        .forks(FORKS)
                        .warmupIterations(WARM_UPS)
                        .warmupTime(ITERATION)
                        .measurementIterations(MEASUREMENTS)
                        .measurementTime(ITERATION)
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend("-Xmx512m")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Double> bases = new TreeMap<>();
        for (RunResult result : results) {
            if (base.equals(result.getParams().getParam(BY))) {
                bases.put(name(result.getParams(), false), median(result));
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : results) {
            figures.add(figure(result, bases));
        }
        return figures;
    }

    private Figure figure(RunResult result, Map<String, Double> bases) {
        String name = name(result.getParams(), true);
        Statistics times = result.getPrimaryResult().getStatistics();
        Spread spread =
                new Spread(median(result), times.getPercentile(10), times.getPercentile(90), (int) times.getN());
        Figure figure = Figure.of(name, spread, "ns").allocating(allocated(result));
        Double other = bases.get(name(result.getParams(), false));
        if (other != null) {
            figure = figure.against(BY + "=" + base, spread.median() / other);
        }
        for (Map.Entry<String, String> goal : goals.entrySet()) {
            if (name.contains(goal.getKey())) {
                figure = figure.withGoal(goal.getValue());
            }
        }
        return figure;
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    /** Returns the bytes that were allocated for each operation, as the profiler of the JVM's own counters saw them. */
    private static double allocated(RunResult result) {
        for (Map.Entry<String, ? extends Result<?>> entry : secondary(result).entrySet()) {
            if (entry.getKey().endsWith("gc.alloc.rate.norm")) {
                return entry.getValue().getScore();
            }
        }
        return -1;
    }

    @SuppressWarnings("rawtypes") // JMH gives its results raw
    private static Map<String, Result<?>> secondary(RunResult result) {
        Map<String, Result<?>> typed = new LinkedHashMap<>();
        for (Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
            typed.put(entry.getKey(), entry.getValue());
        }
        return typed;
    }

    /** Names a run by its method and parameters, with or without the one that is compared. */
    private static String name(BenchmarkParams params, boolean whole) {
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        StringBuilder name = new StringBuilder(method);
        for (String key : params.getParamsKeys()) {
            if (whole || !key.equals(BY)) {
                name.append(' ').append(key).append('=').append(params.getParam(key));
            }
        }
        return name.toString();
    }
}
