/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The test kit's upstream in a process of its own, so that its CPU time is not counted with the caller's.
 *
 * <p>The process ends when its standard input does, so it cannot outlive the one that started it.
 */
final class UpstreamProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private UpstreamProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a JVM with an upstream and waits for its port. */
    static UpstreamProcess start() throws IOException {
        Process process = new ProcessBuilder(Jvm.command(List.of("-Xmx256m"), UpstreamProcess.class, List.of()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the upstream's process ended before it had a port");
        }
        return new UpstreamProcess(process, Integer.parseInt(line));
    }

    /** Runs in the new process: prints the port and waits for the end of the standard input. */
    public static void main(String[] args) throws IOException {
        try (ScriptedUpstream upstream =
                ScriptedUpstream.builder().profile(Profile.RAY_SERVE).history(1).start()) {
            upstream.answer(Samples.SERVED_MODEL, Samples.answerText());
            System.out.println(upstream.port());
            while (System.in.read() >= 0) {
                // whatever comes is no command
            }
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    @Override
    public void close() {
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
