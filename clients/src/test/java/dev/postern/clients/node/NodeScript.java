/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.clients.ServedGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a script of {@code src/test/node} against a gateway. */
final class NodeScript {
    private static final Path FOLDER = Path.of("src", "test", "node").toAbsolutePath();

    private NodeScript() {}

    /**
     * Runs one to its end and returns the JSON that it printed.
     *
     * @throws AssertionError with what it wrote, if it failed
     */
    static JsonObject run(ServedGateway gateway, String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", name + ".mjs", gateway.baseUrl(), ServedGateway.KEY));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();

            assertThat(status).as("%s printed %s", command, output).isZero();
            return JsonParser.parseString(output).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
