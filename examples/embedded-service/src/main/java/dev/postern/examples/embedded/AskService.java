/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers {@code POST /ask?q=…} with what a model says, as plain text.
 *
 * <p>One gateway serves all requests. It belongs to the caller, who closes it after the service, so that requests that
 * run can still be answered.
 */
public final class AskService implements AutoCloseable {
    private static final int DRAIN_SECONDS = 10;
    private static final CallOptions OPTIONS =
            CallOptions.builder().deadline(Duration.ofSeconds(30)).build();

    private final Gateway gateway;
    private final HttpServer server;
    private final ExecutorService threads;

    private AskService(Gateway gateway, HttpServer server, ExecutorService threads) {
        this.gateway = gateway;
        this.server = server;
        this.threads = threads;
    }

    /** Starts the service on 127.0.0.1; port 0 takes a free one. */
    public static AskService start(Gateway gateway, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(64);
        AskService service = new AskService(gateway, server, threads);
        server.setExecutor(threads);
        server.createContext("/ask", service::ask);
        server.start();
        return service;
    }

    /** Returns the port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void ask(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "POST /ask?q=your+question");
        } else if (query == null || !query.startsWith("q=")) {
            answer(exchange, 400, "ask something: /ask?q=your+question");
        } else {
            ask(exchange, URLDecoder.decode(query.substring(2), StandardCharsets.UTF_8));
        }
    }

    private void ask(HttpExchange exchange, String question) throws IOException {
        try {
            ChatResponse response =
                    gateway.chat(ChatRequest.builder().user(question).build(), OPTIONS);
            exchange.getResponseHeaders()
                    .set("x-trace-id", response.report().trace().traceId());
            answer(exchange, 200, response.text());
        } catch (GatewayException e) {
            e.retryAfter()
                    .ifPresent(wait -> exchange.getResponseHeaders()
                            .set("retry-after", String.valueOf(Math.max(1, wait.toSeconds()))));
            answer(exchange, e.status(), e.problem());
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Takes no more requests, lets running ones end for up to 10 seconds, and stops. */
    @Override
    public void close() {
        // Not by server.stop(seconds), which on Java 17 waits them all even when nothing runs.
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
