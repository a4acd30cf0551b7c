/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.engine.cache.SimpleCacheFactory;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.testkit.ChunkStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No tenant ever sees another's answer: mixed calls of a hundred tenants, each answer carrying its caller's nonce, whole
 * and streamed, with namespaces, metadata and refreshes, in a cache that is always full.
 */
@Tag("soak")
class CacheSoakTest {
    private static final int TENANTS = 100;
    private static final int THREADS = 8;
    private static final int CALLS = Soak.times(40_000, 1_000_000);
    private static final int QUESTIONS = 200;
    private static final long CACHE_BYTES = 2 << 20;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final AtomicLong failed = new AtomicLong();

    /** Answers in place of a provider, with the nonce of whoever asks. */
    private static final class Nonces implements Stage {
        @Override
        public Reply handle(Call call, Chain next) {
            String nonce = nonce(call.options(), question(call.body()));
            return call.streaming()
                    ? ChunkStream.of(List.of(
                                    chunk(Body.object().put("role", "assistant").build(), null),
                                    chunk(Body.object().put("content", nonce).build(), "stop")))
                            .reply()
                    : new Reply.Whole(200, Headers.empty(), whole(nonce));
        }

        private static String question(Body body) {
            return body.json().get("messages").at(0).get("content").string().orElseThrow();
        }

        private static Body chunk(Body delta, String finishReason) {
            var chunk = Body.object()
                    .put("id", "c")
                    .put("object", "chat.completion.chunk")
                    .beginArray("choices")
                    .beginObject()
                    .put("index", 0)
                    .put("delta", delta);
            if (finishReason == null) {
                chunk.putNull("finish_reason");
            } else {
                chunk.put("finish_reason", finishReason);
            }
            return chunk.end().end().build();
        }

        private static Body whole(String nonce) {
            return Body.object()
                    .put("id", "c")
                    .beginArray("choices")
                    .beginObject()
                    .put("index", 0)
                    .beginObject("message")
                    .put("role", "assistant")
                    .put("content", nonce)
                    .end()
                    .put("finish_reason", "stop")
                    .end()
                    .end()
                    .build();
        }
    }

    /** What an answer to this caller says: nobody else's may. */
    private static String nonce(CallOptions options, String question) {
        String partition = options.cacheNamespace() == null
                ? options.metadata().toString()
                : "namespace " + options.cacheNamespace();
        return options.tenant() + "|" + partition + "|" + question;
    }

    @Test
    @Timeout(1800)
    void noTenantSeesAnothersAnswer() throws Exception {
        long seed = Soak.seed();
        try (Gateway gateway = Gateway.builder()
                .provider("anyscale", Map.of("base_url", "http://127.0.0.1:9/v1"))
                .environment(name -> Optional.empty())
                .config("{\"provider\": \"anyscale\", \"cache\": \"simple\", \"stages\": {\"nonces\": {}}}")
                .plugin(GivenStage.at(Position.TARGET, "nonces", new Nonces()))
                .plugin(new SimpleCacheFactory(CACHE_BYTES))
                .build()) {
            run(gateway, seed, CALLS / 2);
            long heapHalfway = heap();

            run(gateway, seed + 1, CALLS / 2);

            long grown = heap() - heapHalfway;
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("calls", CALLS);
            figures.put("tenants", TENANTS);
            figures.put("hits", hits.sum());
            figures.put("misses", misses.sum());
            figures.put("foreign_answers", foreign.sum());
            figures.put("heap_grown_bytes", grown);
            System.out.println(figures);
            Soak.record("cache", figures);
            assertThat(foreign.sum()).as("foreign answers").isZero();
            assertThat(failed.get()).isZero();
            assertThat(hits.sum()).isPositive();
            assertThat(hits.sum() + misses.sum()).isEqualTo(CALLS);
            assertThat(grown).as("heap").isLessThan(8 * CACHE_BYTES);
        }
    }

    private void run(Gateway gateway, long seed, int calls) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(seed * THREADS + t);
            threads.execute(() -> {
                for (int i = 0; i < calls / THREADS; i++) {
                    call(gateway, random);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(25, TimeUnit.MINUTES)).isTrue();
    }

    private void call(Gateway gateway, Random random) {
        int draw = (int) Math.abs(random.nextGaussian() * QUESTIONS / 3);
        ChatRequest request =
                ChatRequest.builder().model("m").user("question " + draw).build();
        CallOptions.Builder options = CallOptions.builder()
                .tenant("tenant-" + random.nextInt(TENANTS))
                .cacheForceRefresh(random.nextInt(50) == 0);
        if (random.nextInt(3) == 0) {
            options.metadata("user", "u" + random.nextInt(3));
        }
        if (random.nextInt(5) == 0) {
            options.cacheNamespace("n" + random.nextInt(2));
        }
        CallOptions made = options.build();
        try {
            check(gateway, request, made, nonce(made, "question " + draw), random.nextInt(4) == 0);
        } catch (RuntimeException e) {
            if (failed.getAndIncrement() == 0) {
                e.printStackTrace(System.out);
            }
        }
    }

    private void check(Gateway gateway, ChatRequest request, CallOptions options, String expected, boolean streamed) {
        String text;
        CacheStatus status;
        if (streamed) {
            StringBuilder told = new StringBuilder();
            try (ChatStream stream = gateway.stream(request, options)) {
                stream.forEach(chunk -> told.append(chunk.text()));
                status = stream.report().cacheStatus();
            }
            text = told.toString();
        } else {
            var answer = gateway.chat(request, options);
            text = answer.text();
            status = answer.report().cacheStatus();
        }
        if (!text.equals(expected)) {
            foreign.increment();
        }
        (status == CacheStatus.HIT ? hits : misses).increment();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
