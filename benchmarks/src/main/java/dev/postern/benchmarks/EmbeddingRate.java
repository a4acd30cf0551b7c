/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.postern.plugin.minilm.MiniLmFactory;
import dev.postern.spi.Call;
import dev.postern.spi.Embedder;
import dev.postern.testkit.TestCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Claim: two callers get at least 1.7 times as many vectors from the embedder {@code minilm} as from LangChain4j's class of
 * the same model.
 *
 * <p>Workload: one short question a call, of {@link Questions}. Both run the same file on the same ONNX Runtime in one
 * JVM: {@code postern} with one thread a text that never spins, {@code langchain4j} as it comes.
 *
 * <p>Distribution: closed loop, two threads, 64 questions in turn. Windows of a second of the two take turns, the order
 * reversed every other time; a ratio is that of two neighbouring windows. The CPU time is that of the whole process.
 *
 * <p>Command: {@code ./postern bench embedding}
 */
public final class EmbeddingRate {
    private static final int CALLERS = 2;
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int WINDOWS = 20;
    private static final int WARM_UP_WINDOWS = 3;

    private final int windows;
    private final Duration length;

    /** What embeds one text. */
    private interface Subject {
        float[] embed(String text);
    }

    /** One window: vectors a second, and the CPU time of one in ms. */
    private record Window(double rate, double cpuMillis) {}

    EmbeddingRate(int windows, Duration length) {
        this.windows = windows;
        this.length = length;
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException {
        standard().forEach(System.out::println);
    }

    static List<Figure> standard() throws IOException {
        return new EmbeddingRate(WINDOWS, WINDOW).run(WARM_UP_WINDOWS);
    }

    List<Figure> run(int warmUpWindows) throws IOException {
        Call call = TestCalls.chat("model", "text").call();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        ExecutorService theirOwn = Executors.newFixedThreadPool(CALLERS);
        try (Embedder embedder = new MiniLmFactory().create(new PlainContext("config.cache"))) {
            AllMiniLmL6V2QuantizedEmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel(theirOwn);
            Subject ours = text -> embedder.embed(call, text);
            Subject theirs = text -> model.embed(text).content().vector();
            for (int i = 0; i < warmUpWindows; i++) {
                window(ours, callers);
                window(theirs, callers);
            }
            return measure(ours, theirs, callers);
        } finally {
            callers.shutdownNow();
            theirOwn.shutdownNow();
        }
    }

    private List<Figure> measure(Subject ours, Subject theirs, ExecutorService callers) throws IOException {
        Window[] own = new Window[windows];
        Window[] other = new Window[windows];
        for (int i = 0; i < windows; i++) {
            if (i % 2 == 0) {
                own[i] = window(ours, callers);
                other[i] = window(theirs, callers);
            } else {
                other[i] = window(theirs, callers);
                own[i] = window(ours, callers);
            }
        }
        double[][] columns = new double[6][windows];
        for (int i = 0; i < windows; i++) {
            columns[0][i] = own[i].rate();
            columns[1][i] = other[i].rate();
            columns[2][i] = own[i].rate() / other[i].rate();
            columns[3][i] = own[i].cpuMillis();
            columns[4][i] = other[i].cpuMillis();
            columns[5][i] = own[i].cpuMillis() / other[i].cpuMillis();
        }
        return List.of(
                ours("rate by=postern", columns[0], columns[2], "vectors/s").withGoal("ratio >= 1.7"),
                theirs("rate by=langchain4j", columns[1], "vectors/s"),
                ours("cpu by=postern", columns[3], columns[5], "ms/vector"),
                theirs("cpu by=langchain4j", columns[4], "ms/vector"));
    }

    private static Figure ours(String name, double[] values, double[] ratios, String unit) {
        Spread ratio = Spread.of(ratios);
        return theirs(name, values, unit)
                .against("langchain4j, paired windows", ratio.median())
                .withNote("ratio p10 " + Figure.shortly(ratio.low()) + ", p90 " + Figure.shortly(ratio.high()));
    }

    private static Figure theirs(String name, double[] values, String unit) {
        return Figure.of(name, Spread.of(values), unit);
    }

    private Window window(Subject subject, ExecutorService callers) throws IOException {
        long cpu = ProcessCpu.nanos();
        long start = System.nanoTime();
        List<Future<Integer>> ends = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int first = caller * Questions.COUNT / CALLERS;
            ends.add(callers.submit(() -> embedUntil(start + length.toNanos(), subject, first)));
        }
        int vectors = 0;
        for (Future<Integer> end : ends) {
            vectors += count(end);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Window(vectors / seconds, (ProcessCpu.nanos() - cpu) / 1e6 / vectors);
    }

    /** At least one, so that a rate is never 0. */
    private static int embedUntil(long end, Subject subject, int first) {
        int vectors = 0;
        do {
            subject.embed(Questions.question(first + vectors));
            vectors++;
        } while (System.nanoTime() - end < 0);
        return vectors;
    }

    private static int count(Future<Integer> end) throws IOException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IOException("a caller failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
