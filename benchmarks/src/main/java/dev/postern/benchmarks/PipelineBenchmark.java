/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import dev.postern.engine.EngineGatewayBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Claim: what the gateway does to a call, from the caller's bytes to the answer's text, costs at most 6 µs and 6.5 KB.
 *
 * <p>Workload: a chat request and an answer of 1 KB each; weighted route over two targets, retries, attempt deadline,
 * total deadline, Anyscale's codec (Ray Serve) with an override of the model; the transport answers from memory with a
 * new array. {@code bytes} comes in as JSON and leaves as a body, {@code typed} sends one request object again and
 * again, {@code fresh} builds it each time; both read the text. {@code gson} is only the codec by hand: parse, replace
 * the model, write, parse the answer, read text and tokens, with no route, retry, deadline or record.
 *
 * <p>Distribution: weights 3 and 1, uniform draws. One thread.
 *
 * <p>Command: {@code ./postern bench pipeline}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {
    /** How the call is placed. */
    @Param({"bytes", "typed", "fresh", "gson"})
    public String by = "bytes";

    private final byte[] request = Samples.chatRequest(1024);
    private final byte[] answer = Samples.chatAnswer();
    private final ChatRequest typed = Samples.typedRequest();
    private final CallOptions options =
            CallOptions.builder().deadline(Duration.ofSeconds(30)).build();
    private final Gateway gateway = ((EngineGatewayBuilder) Gateway.builder()
                    .config(Samples.weightedConfig())
                    .provider("anyscale", Map.of("base_url", "http://127.0.0.1:9/v1")))
            .transport(limits -> new InstantTransport(answer))
            .build();

    private Path path = Path.BYTES;

    private enum Path {
        BYTES,
        TYPED,
        FRESH,
        GSON
    }

    /** Reads the parameter. */
    @Setup
    public void setUp() {
        path = Path.valueOf(by.toUpperCase(Locale.ROOT));
    }

    /** Closes the gateway. */
    @TearDown
    public void tearDown() {
        gateway.close();
    }

    /** Places one call. */
    @Benchmark
    public Object call() {
        return switch (path) {
            case BYTES -> gateway.call(Operation.CHAT, Body.parse(request), options);
            case TYPED -> gateway.chat(typed, options).text();
            case FRESH -> gateway.chat(Samples.typedRequest(), options).text();
            case GSON -> tree();
        };
    }

    private Object tree() {
        JsonObject sent = JsonParser.parseString(new String(request, StandardCharsets.UTF_8))
                .getAsJsonObject();
        sent.addProperty("model", Samples.SERVED_MODEL);
        byte[] wire = Samples.utf8(sent.toString());
        byte[] received = answer.clone();
        JsonObject read = JsonParser.parseString(new String(received, StandardCharsets.UTF_8))
                .getAsJsonObject();
        String text = read.getAsJsonArray("choices")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("message")
                .get("content")
                .getAsString();
        long tokens = read.getAsJsonObject("usage").get("total_tokens").getAsLong();
        return tokens + wire.length > 0 ? text : "";
    }
}
