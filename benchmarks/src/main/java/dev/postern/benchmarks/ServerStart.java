/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Claim: the program answers its first call at most 1 s after it was started.
 *
 * <p>Workload: {@code postern serve --provider-url anyscale=sandbox} by its launcher, with a data folder that is new each
 * time; as soon as it says that it listens, one chat call on a new connection. Measured from before the process until
 * the answer is read; beside it until the port is open, and the CPU time of the process by then, which other work on the
 * machine disturbs less. The JDK is this one's.
 *
 * <p>Distribution: 15 starts, one after another, after one that does not count and makes the launcher's archive.
 *
 * <p>Command: {@code ./postern bench server-start}
 */
public final class ServerStart {
    private static final Path PROGRAM = Path.of("app", "target", "postern", "postern");
    private static final int RUNS = 15;
    private static final long HANG_SECONDS = 60;
    private static final String BODY =
            "{\"model\": \"demo\", \"messages\": [{\"role\": \"user\", \"content\": \"Say hello\"}]}";

    /** One start: milliseconds until the port was open and until the answer was read, and those of CPU time. */
    private record Start(double open, double answer, double cpu) {}

    private ServerStart() {}

    /** Measures and prints. */
    public static void main(String[] args) throws IOException {
        standard().forEach(System.out::println);
    }

    static List<Figure> standard() throws IOException {
        double[] open = new double[RUNS];
        double[] answer = new double[RUNS];
        double[] cpu = new double[RUNS];
        once();
        for (int i = 0; i < RUNS; i++) {
            Start start = once();
            open[i] = start.open();
            answer[i] = start.answer();
            cpu[i] = start.cpu();
        }
        return List.of(
                Figure.of("start to first answer", Spread.of(answer), "ms").withGoal("<= 1000 ms"),
                Figure.of("start to open port", Spread.of(open), "ms"),
                Figure.of("CPU until the first answer", Spread.of(cpu), "ms"));
    }

    private static Start once() throws IOException {
        Path data = Files.createTempDirectory("postern-start");
        try {
            return once(data);
        } finally {
            delete(data);
        }
    }

    private static Start once(Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM.toAbsolutePath().toString(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--provider-url",
                "anyscale=sandbox");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long started = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (line == null || !line.contains(" serves ")) {
                throw new IOException("the program does not serve; it said: " + line);
            }
            double open = (System.nanoTime() - started) / 1e6;
            ask(URI.create(line.substring(line.lastIndexOf(' ') + 1)));
            double answer = (System.nanoTime() - started) / 1e6;
            Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
            return new Start(open, answer, cpu.toNanos() / 1e6);
        } finally {
            end(process);
        }
    }

    private static void ask(URI face) throws IOException {
        try (Socket socket = new Socket(face.getHost(), face.getPort())) {
            String request = "POST /v1/chat/completions HTTP/1.1\r\nhost: " + face.getAuthority()
                    + "\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: " + BODY.length()
                    + "\r\n\r\n" + BODY;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(
                        "the first answer: " + answer.lines().findFirst().orElse("nothing"));
            }
        }
    }

    private static void end(Process process) throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the program did not stop");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
