/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.api.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A parrot: repeats what it hears, word by word where a stream is asked for, and answers 418 to a stranger's key. */
final class ParrotUpstream implements AutoCloseable {
    private final HttpServer server;

    ParrotUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/talk", this::talk);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void talk(HttpExchange exchange) throws IOException {
        Body request = Body.parse(exchange.getRequestBody().readAllBytes());
        String[] words = request.string("say").orElse("").split(" ");
        String key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-parrot-key"))
                .orElse("none");
        if (!key.equals("cracker")) {
            write(exchange, 418, "text/plain", "squawk");
        } else if (request.bool("stream", false)) {
            StringBuilder events = new StringBuilder();
            for (String word : words) {
                events.append(event(Body.object().put("heard", word + " ").build()));
            }
            events.append(event(Body.object()
                    .put("said_words", words.length)
                    .put("cost_words", words.length)
                    .build()));
            write(exchange, 200, "text/event-stream", events.toString());
        } else {
            Body heard = Body.object()
                    .put("heard", String.join(" ", words))
                    .put("said_words", words.length)
                    .put("cost_words", words.length)
                    .build();
            write(exchange, 200, "application/json", heard.text());
        }
    }

    private static String event(Body data) {
        return "data: " + data.text() + "\n\n";
    }

    private static void write(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
