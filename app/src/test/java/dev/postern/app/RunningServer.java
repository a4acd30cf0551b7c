/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of its own that runs {@code postern serve} on a free port of loopback. */
final class RunningServer implements AutoCloseable {
    static final String CHAT =
            "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Say this is a test\"}]}";
    private static final String LISTENS = " serves ";
    private static final Duration GUARD = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final BufferedReader output;
    private final URI uri;

    private RunningServer(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        String line = output.readLine();
        if (line == null || !line.contains(LISTENS)) {
            process.destroyForcibly();
            throw new AssertionError("the server said " + line);
        }
        lines.add(line);
        this.uri = URI.create(line.substring(line.indexOf(LISTENS) + LISTENS.length()));
        while (!line.startsWith("  config")) {
            line = output.readLine();
            lines.add(line);
        }
    }

    /** Starts a server; what it logs goes to this process's standard error. */
    static RunningServer start(Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Ends sooner than it would learn to be quick.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.postern.app.Postern",
                "serve",
                "--port",
                "0",
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        return new RunningServer(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    URI uri() {
        return uri;
    }

    long pid() {
        return process.pid();
    }

    /** Returns what it printed at its start. */
    String startLines() {
        return String.join("\n", lines);
    }

    HttpResponse<String> chat(String model, String... headers) {
        try {
            return chatLater(model, headers).get(GUARD.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> chatLater(String model, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(String.format(CHAT, model)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Asks until a chat is answered with a status. */
    void awaitStatus(int status, String... headers) {
        long end = System.nanoTime() + GUARD.toNanos();
        int last = chat("demo", headers).statusCode();
        while (last != status) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + last + " instead of " + status);
            }
            last = chat("demo", headers).statusCode();
        }
    }

    /** Sends SIGTERM. */
    void terminate() {
        // Not by the process itself, which would close our end of its output too.
        process.toHandle().destroy();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        ended();
    }

    /** Waits for the end, and returns the exit status. */
    int ended() throws InterruptedException {
        if (!process.waitFor(GUARD.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server still runs");
        }
        return process.exitValue();
    }

    /** Returns what it printed since its start, once it has ended. */
    List<String> lastLines() {
        return output.lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
