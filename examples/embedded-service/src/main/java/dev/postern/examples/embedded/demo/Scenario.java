/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.api.CallOptions;
import dev.postern.api.CallReport;
import dev.postern.api.ChatChunk;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.EmbeddingRequest;
import dev.postern.api.EmbeddingResponse;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Outcome;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the demo's calls, one after the other, and compares each with what should come of it. */
final class Scenario {
    private static final ChatRequest TEST =
            ChatRequest.builder().user("Say this is a test").build();
    private static final String EXPECTED = "This is a test";
    private static final String FIRST = "config.targets[0]";
    private static final String SECOND = "config.targets[1]";
    private static final int BALANCED_CALLS = 100;

    private final ScriptedUpstream upstream;
    private final Gateway gateway;
    private final List<Row> rows = new ArrayList<>();

    Scenario(ScriptedUpstream upstream, Gateway gateway) {
        this.upstream = upstream;
        this.gateway = gateway;
    }

    List<Row> play() {
        fallback();
        stream();
        retry();
        attemptTimeout();
        deadline();
        embeddings();
        balance();
        return rows;
    }

    private void fallback() {
        upstream.when(Configs.LLAMA).then(Fault.status(429)).then(Fault.status(500));
        chat("chat; Llama 2 answers 429", "fallback", SECOND, 2);
        chat("chat; Llama 2 answers 500", "fallback", SECOND, 2);
        chat("chat; Llama 2 is well again", "fallback", FIRST, 1);
    }

    private void stream() {
        upstream.when(Configs.LLAMA).then(Fault.status(503));
        StringBuilder text = new StringBuilder();
        try (ChatStream stream = gateway.stream(TEST, options("fallback"))) {
            for (ChatChunk chunk : stream) {
                text.append(chunk.text());
            }
            CallReport report = stream.report();
            rows.add(Row.of("stream; Llama 2 answers 503", report, is(text.toString(), report, SECOND, 2)));
        }
    }

    private void retry() {
        upstream.when(Configs.MISTRAL).then(Fault.status(429).retryAfter("1"));
        ChatRequest request = ChatRequest.builder()
                .model(Configs.MISTRAL)
                .user("Say this is a test")
                .build();
        ChatResponse answer = gateway.chat(request, options("retry"));
        boolean waited = answer.report().total().compareTo(Duration.ofSeconds(1)) >= 0;
        rows.add(Row.of(
                "retry; 429 with Retry-After: 1",
                answer.report(),
                waited && is(answer.text(), answer.report(), "config", 2)));
    }

    private void attemptTimeout() {
        upstream.when(Configs.LLAMA).then(Fault.silence());
        chat("chat; Llama 2 stalls, request_timeout 250 ms", "impatient", SECOND, 2);
    }

    private void deadline() {
        upstream.when(Configs.LLAMA).then(Fault.stallAfterHeaders());
        String call = "chat; Llama 2 stalls, deadline 300 ms";
        long before = upstream.count(Outcome.CALLER_GONE);
        long started = System.nanoTime();
        try {
            ChatResponse answer = gateway.chat(
                    TEST,
                    options("fallback").toBuilder()
                            .deadline(Duration.ofMillis(300))
                            .build());
            rows.add(Row.of(call, answer.report(), false));
        } catch (GatewayException e) {
            Duration latency = Duration.ofNanos(System.nanoTime() - started);
            upstream.awaitCallerGone(before + 1, Duration.ofSeconds(5));
            rows.add(Row.of(call, e, latency, e.status() == 408 && latency.toSeconds() < 5));
        }
    }

    private void embeddings() {
        EmbeddingResponse answer = gateway.embed(
                EmbeddingRequest.builder()
                        .model(Configs.GTE)
                        .input("first text", "second text")
                        .build(),
                options("retry"));
        boolean asExpected = answer.size() == 2 && answer.vector(1).length > 0;
        rows.add(Row.of("embeddings of two texts", answer.report(), asExpected));
    }

    private void balance() {
        int first = 0;
        long tokens = 0;
        Duration total = Duration.ZERO;
        for (int i = 0; i < BALANCED_CALLS; i++) {
            CallReport report = gateway.chat(TEST, options("balanced")).report();
            first += report.target().equals(FIRST) ? 1 : 0;
            tokens += report.usage().map(usage -> usage.totalTokens()).orElse(0L);
            total = total.plus(report.total());
        }
        // Beyond ±20 of the expected 75 chance would land once in several hundred thousand runs.
        rows.add(new Row(
                BALANCED_CALLS + " chats, load-balanced 3:1; mean latency",
                "[0]: " + first + ", [1]: " + (BALANCED_CALLS - first),
                "",
                String.valueOf(BALANCED_CALLS),
                Row.millis(total.dividedBy(BALANCED_CALLS)),
                String.valueOf(tokens),
                "",
                first >= 55 && first <= 95));
    }

    private void chat(String call, String config, String target, int attempts) {
        ChatResponse answer = gateway.chat(TEST, options(config));
        rows.add(Row.of(call, answer.report(), is(answer.text(), answer.report(), target, attempts)));
    }

    private static boolean is(String text, CallReport report, String target, int attempts) {
        return text.strip().equals(EXPECTED)
                && report.target().equals(target)
                && report.attempts().size() == attempts
                && report.usage().isPresent()
                && report.cost().isPresent();
    }

    private static CallOptions options(String config) {
        return CallOptions.builder().config(config).build();
    }

    static Optional<String> variable(String name) {
        return Optional.of("demo-key").filter(key -> name.equals("DEMO_KEY"));
    }
}
