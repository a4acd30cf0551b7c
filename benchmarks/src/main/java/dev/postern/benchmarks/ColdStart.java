/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Claim: from {@code build()} to the first answer a fresh JVM takes at most 300 ms.
 *
 * <p>Workload: a JVM without flags, the fallback config of the project's first example, one chat call over loopback to
 * the test kit's upstream in a process of its own, which is warm after the first run. Measured from before
 * {@code Gateway.builder()} until the text is there; beside it from the JVM's start until the gateway is closed.
 *
 * <p>Distribution: 15 JVMs, one after another, after one that does not count.
 *
 * <p>Command: {@code ./postern bench start}
 */
public final class ColdStart {
    private static final int RUNS = 15;
    private static final long HANG_SECONDS = 60;

    private ColdStart() {}

    /** Measures and prints. */
    public static void main(String[] args) throws IOException {
        standard().forEach(System.out::println);
    }

    static List<Figure> standard() throws IOException {
        return run(RUNS);
    }

    static List<Figure> run(int runs) throws IOException {
        double[] builds = new double[runs];
        double[] processes = new double[runs];
        try (UpstreamProcess upstream = UpstreamProcess.start()) {
            once(upstream.baseUrl());
            for (int i = 0; i < runs; i++) {
                String millis = once(upstream.baseUrl());
                int blank = millis.indexOf(' ');
                builds[i] = Double.parseDouble(millis.substring(0, blank));
                processes[i] = Double.parseDouble(millis.substring(blank + 1));
            }
        }
        return List.of(
                Figure.of("build to first answer", Spread.of(builds), "ms").withGoal("<= 300 ms"),
                Figure.of("JVM start to gateway closed", Spread.of(processes), "ms"));
    }

    private static String once(String baseUrl) throws IOException {
        Process process = new ProcessBuilder(Jvm.command(List.of(), FirstAnswer.class, List.of(baseUrl)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0 || line.isEmpty()) {
                process.destroyForcibly();
                throw new IOException("the JVM with the first answer failed");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return line;
    }
}
