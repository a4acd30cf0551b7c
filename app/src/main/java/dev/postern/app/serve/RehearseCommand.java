/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.app.Failure;
import dev.postern.app.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Serves a few calls of its own and ends, so that the JVM learns which classes a start needs.
 *
 * <p>The launcher runs it once and keeps what the JVM learnt as a class-data archive.
 */
@Command(name = "rehearse", hidden = true, description = "Serves a few calls of its own and ends.")
public final class RehearseCommand implements Callable<Integer> {
    private static final String BODY =
            "{\"model\": \"rehearsal\",%s \"messages\": [{\"role\": \"user\", \"content\": \"Say hello\"}]}";

    private final Terminal terminal;

    @Mixin
    private ServeOptions options = new ServeOptions();

    /** Makes the command for a terminal. */
    public RehearseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("postern-rehearsal");
        try {
            new CommandLine(options).parseArgs("--port", "0", "--data", folder.toString());
            options.providerUrls = List.of("anyscale=sandbox");
            try (ServedGateway served = ServedGateway.start(options)) {
                served.report(terminal);
                ask(served.uri(), String.format(BODY, ""));
                ask(served.uri(), String.format(BODY, " \"stream\": true,"));
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static void ask(URI face, String body) throws IOException {
        try (Socket socket = new Socket(face.getHost(), face.getPort())) {
            String request = "POST /v1/chat/completions HTTP/1.1\r\nhost: " + face.getHost()
                    + "\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.startsWith("HTTP/1.1 200")) {
                throw new Failure("the rehearsal was answered with "
                        + text.lines().findFirst().orElse("nothing"));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
