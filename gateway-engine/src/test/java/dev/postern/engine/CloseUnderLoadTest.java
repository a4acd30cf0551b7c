/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.Limits;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Faults;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gateways that are closed in the middle of their work: every call ends, nothing of them stays. */
@Tag("soak")
class CloseUnderLoadTest {
    private static final int ROUNDS = Soak.times(5, 100);
    private static final int THREADS = 8;
    private static final List<Fault> SLOW = List.of(
            Fault.silence(),
            Fault.stallAfterEvents(1),
            Fault.drip(1, Duration.ofMillis(5)),
            Fault.none().delay(Duration.ofMillis(30)));

    @Test
    @Timeout(600)
    void everyCallEndsAndNoThreadOrConnectionIsLeft() throws Exception {
        AtomicLong ended = new AtomicLong();
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(10).start()) {
            upstream.any().always(Faults.mix(Soak.seed(), 0.5, SLOW));
            for (int round = 0; round < ROUNDS; round++) {
                ended.addAndGet(closeWhileCallsRun(upstream));
            }
            upstream.awaitOpenConnections(0, Duration.ofSeconds(10));
        }
        assertThat(ended.get()).isGreaterThanOrEqualTo((long) ROUNDS * THREADS);
        assertThat(threadsOfGateways()).isZero();
        Soak.record("close", Map.of("rounds", ROUNDS, "calls_ended", ended.get()));
    }

    private static long closeWhileCallsRun(ScriptedUpstream upstream) throws InterruptedException {
        Gateway gateway = TestGateways.builder(upstream)
                .config(target(MISTRAL, ""))
                .limits(Limits.defaults().withCloseTimeout(Duration.ofMillis(50)))
                .build();
        AtomicLong ended = new AtomicLong();
        ExecutorService callers = Executors21.create();
        long before = upstream.requestCount();
        for (int t = 0; t < THREADS; t++) {
            boolean stream = t % 2 == 0;
            callers.execute(() -> callUntilClosed(gateway, stream, ended));
        }
        upstream.awaitRequests(before + THREADS, Duration.ofSeconds(10));

        gateway.close();
        callers.shutdown();

        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS))
                .as("every call ended")
                .isTrue();
        return ended.get();
    }

    private static void callUntilClosed(Gateway gateway, boolean stream, AtomicLong ended) {
        try {
            while (true) {
                if (stream) {
                    try (ChatStream chunks = gateway.stream(hello())) {
                        chunks.forEach(chunk -> {});
                    }
                } else {
                    gateway.chat(hello());
                }
                ended.incrementAndGet();
            }
        } catch (GatewayException e) {
            ended.incrementAndGet();
        }
    }

    private static long threadsOfGateways() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long left = count();
        while (left > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
            left = count();
        }
        return left;
    }

    private static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("postern-"))
                .filter(thread -> !thread.getName().contains("upstream"))
                .count();
    }
}
