/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonParser;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import dev.postern.engine.EngineGatewayBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * Claim: an exact hit through the whole gateway costs at most 150 ns for the same request object, 2 µs for a fresh one of
 * 1 KB, 3 µs for 1 KB of bytes and 10 µs for 10 KB.
 *
 * <p>Workload: {@code gateway.call} with a config whose cache is {@code simple}; the transport answers from memory.
 * {@code same} sends one body and one options object, {@code fresh} builds the typed request each time, {@code bytes}
 * and {@code large} parse 1 KB and 10 KB of JSON each time, {@code miss} changes a number in 1 KB so that it never hits.
 * {@code gson} only parses 1 KB into a tree, as a key made by hand would begin.
 *
 * <p>Distribution: one key, but for {@code miss}. One thread.
 *
 * <p>Command: {@code ./postern bench cache}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheBenchmark {
    /** What is asked. */
    @Param({"same", "fresh", "bytes", "large", "miss", "gson"})
    public String by = "same";

    private final byte[] small = Samples.chatRequest(1024);
    private final byte[] large = Samples.chatRequest(10 << 10);
    private final Body body = Body.parse(small.clone());
    private final ChatRequest typed = Samples.typedRequest();
    private final CallOptions options = CallOptions.none();
    private final AtomicLong asked = new AtomicLong();
    private final byte[] answer = Samples.chatAnswer();
    private final Gateway gateway = ((EngineGatewayBuilder) Gateway.builder()
                    .config(Samples.cachedConfig())
                    .provider("anyscale", Map.of("base_url", "http://127.0.0.1:9/v1")))
            .transport(limits -> new InstantTransport(answer))
            .build();

    private Path path = Path.SAME;

    private enum Path {
        SAME,
        FRESH,
        BYTES,
        LARGE,
        MISS,
        GSON
    }

    /** Reads the parameter and puts the answers into the cache. */
    @Setup
    public void setUp() {
        path = Path.valueOf(by.toUpperCase(Locale.ROOT));
        gateway.call(Operation.CHAT, body, options);
        gateway.call(Operation.CHAT, Body.parse(large.clone()), options);
        gateway.chat(typed, options);
    }

    /** Closes the gateway. */
    @TearDown
    public void tearDown() {
        gateway.close();
    }

    /** Asks once. */
    @Benchmark
    public Object ask() {
        return switch (path) {
            case SAME -> gateway.call(Operation.CHAT, body, options);
            case FRESH -> gateway.call(Operation.CHAT, Samples.typedRequest().body(), options);
            case BYTES -> gateway.call(Operation.CHAT, Body.parse(small), options);
            case LARGE -> gateway.call(Operation.CHAT, Body.parse(large), options);
            case MISS -> gateway.call(Operation.CHAT, body.with("seed", asked.incrementAndGet()), options);
            case GSON -> JsonParser.parseString(new String(small, StandardCharsets.UTF_8));
        };
    }
}
