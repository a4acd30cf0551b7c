/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.plugin.minilm.MiniLmFactory;
import dev.postern.spi.Call;
import dev.postern.spi.Embedder;
import dev.postern.testkit.TestCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Claim: the embedder {@code minilm} takes at most 240 MB of memory beyond the same JVM without it, does not grow with
 * use, and burns no CPU while nobody asks.
 *
 * <p>Workload: a fresh JVM with a heap of 128 MB, all of it taken from the system at the start: how much of a heap is used
 * is the collector's choice. {@code without} it waits. With the embedder four callers embed 1,000
 * short questions, then 5,000 more with one text of 500 tokens among a hundred; after each the resident memory is read.
 * At the end each JVM is left alone for five seconds, and its CPU time in those is read. Linux only.
 *
 * <p>Distribution: three JVMs of each kind, in turn.
 *
 * <p>Command: {@code ./postern bench embedder}
 */
public final class EmbedderFootprint {
    private static final int RUNS = 3;
    private static final int CALLERS = 4;
    private static final int FEW = 1_000;
    private static final int MANY = 5_000;
    private static final String LONG_TEXT = "All of this is to be read. ".repeat(62);
    private static final long IDLE_MILLIS = 5_000;
    private static final long HANG_MINUTES = 5;

    private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");

    private EmbedderFootprint() {}

    /** Measures and prints; in the JVMs that it starts, the argument says which kind they are. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            standard().forEach(System.out::println);
        } else {
            System.out.println(args[0].equals("with") ? with() : without());
        }
    }

    static List<Figure> standard() throws IOException {
        double[] few = new double[RUNS];
        double[] many = new double[RUNS];
        double[] load = new double[RUNS];
        double[] idle = new double[RUNS];
        double[] idleWithout = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            double[] without = once("without");
            double[] with = once("with");
            few[i] = with[0] - without[0];
            many[i] = with[1] - without[0];
            idle[i] = with[2];
            idleWithout[i] = without[1];
            load[i] = with[3];
        }
        return List.of(
                Figure.of("first vector, model loaded", Spread.of(load), "ms"),
                Figure.of("memory beyond a JVM without it, 1,000 vectors", Spread.of(few), "MB")
                        .withGoal("<= 240 MB"),
                Figure.of("memory beyond a JVM without it, 6,000 vectors, 50 of 500 tokens", Spread.of(many), "MB")
                        .withGoal("<= 240 MB"),
                Figure.of("CPU while idle", Spread.of(idle), "ms/s").withGoal("that of a JVM without it"),
                Figure.of("CPU while idle, a JVM without it", Spread.of(idleWithout), "ms/s"));
    }

    /** Runs one JVM; what it prints are numbers. */
    private static double[] once(String kind) throws IOException {
        Process process = new ProcessBuilder(Jvm.command(HEAP, EmbedderFootprint.class, List.of(kind)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(HANG_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0 || line.isEmpty()) {
                process.destroyForcibly();
                throw new IOException("the JVM " + kind + " the embedder failed");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        String[] words = line.split(" ", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    private static String without() throws IOException, InterruptedException {
        double idle = idleMillis();
        return residentMegabytes() + " " + idle;
    }

    private static String with() throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (Embedder embedder = new MiniLmFactory().create(new PlainContext("config.cache"))) {
            Call call = TestCalls.chat("model", "text").call();
            embedder.embed(call, Questions.question(0));
            double loaded = (System.nanoTime() - started) / 1e6;
            embed(embedder, FEW, FEW);
            double few = residentMegabytes();
            embed(embedder, MANY, 100);
            double many = residentMegabytes();
            return few + " " + many + " " + idleMillis() + " " + loaded;
        }
    }

    /** Returns the CPU time that a second of waiting takes. */
    private static double idleMillis() throws IOException, InterruptedException {
        long before = ProcessCpu.nanos();
        Thread.sleep(IDLE_MILLIS);
        return (ProcessCpu.nanos() - before) / 1e6 / (IDLE_MILLIS / 1e3);
    }

    /** Has four callers embed so many texts together, one long one after every so many. */
    private static void embed(Embedder embedder, int texts, int longAfter) throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        for (int c = 0; c < CALLERS; c++) {
            int first = c;
            Thread caller = new Thread(() -> {
                Call call = TestCalls.chat("model", "text").call();
                for (int i = first; i < texts; i += CALLERS) {
                    embedder.embed(call, i % longAfter == longAfter - 1 ? LONG_TEXT : Questions.question(i));
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private static double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                String kilobytes = line.substring("VmRSS:".length(), line.length() - " kB".length())
                        .strip();
                return Long.parseLong(kilobytes) / 1024.0;
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }
}
