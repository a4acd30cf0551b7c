/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Gateway;
import dev.postern.api.Limits;
import dev.postern.api.RefusedException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three times the calls that there are places for: the places stay busy, the rest is refused fast. */
@Tag("soak")
class OverloadTest {
    private static final int PLACES = Soak.times(16, 64);
    private static final Duration UPSTREAM = Duration.ofMillis(100);
    private static final Duration TIME = Duration.ofSeconds(Soak.times(2, 60));

    /** The test's own list of refusals included: a soak notes some hundred thousand. */
    private static final long FLAT = 32L << 20;

    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> refusedAfterNanos = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(600)
    void refusalsAreFastAndThePlacesStayBusy() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(10).start();
                Gateway gateway = TestGateways.builder(upstream)
                        .config(target(MISTRAL, ""))
                        .limits(Limits.defaults().withCalls(PLACES, 64, Duration.ofMillis(100)))
                        .build()) {
            upstream.any().always(Fault.none().delay(UPSTREAM));
            for (int i = 0; i < PLACES; i++) {
                gateway.chat(hello());
            }
            long heapBefore = liveHeap();
            long best = (long) PLACES * TIME.toMillis() / UPSTREAM.toMillis();
            offer(gateway, 3 * best);

            double goodput = (double) answered.get() / best;
            long[] refusals = refusedAfterNanos.stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            double p99 = refusals.length == 0 ? 0 : refusals[(int) (refusals.length * 0.99)] / 1e6;
            long heapGrown = liveHeap() - heapBefore;
            System.out.printf("live heap grew by %d KB%n", heapGrown >> 10);
            System.out.printf("goodput %.2f of %d, %d refused, p99 %.1f ms%n", goodput, best, refusals.length, p99);
            Soak.record(
                    "overload",
                    Map.of(
                            "best",
                            best,
                            "answered",
                            answered.get(),
                            "refused",
                            refusals.length,
                            "refusal_p99_ms",
                            p99,
                            "live_heap_grown_bytes",
                            heapGrown));
            assertThat(answered.get() + refusals.length).isEqualTo((int) (3 * best));
            assertThat(upstream.maxConcurrent()).isLessThanOrEqualTo(PLACES);
            assertThat(gateway.describe()).contains(": 0 in flight");
            if (Soak.judgesTime()) {
                assertThat(goodput).isGreaterThanOrEqualTo(0.9);
                assertThat(p99).isLessThan(20);
                assertThat(heapGrown).isLessThan(FLAT);
            } else {
                assertThat(refusals).isNotEmpty();
            }
        }
    }

    /** What is in use after a full collection, the second of two, since the first may leave what finalizers hold. */
    private static long liveHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Offers calls at an even pace, each on a thread of its own, whether or not those before have ended. */
    private void offer(Gateway gateway, long calls) throws InterruptedException {
        ExecutorService threads = java.util.concurrent.Executors.newCachedThreadPool();
        long startedAt = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            long at = startedAt + TIME.toNanos() * i / calls;
            while (System.nanoTime() - at < 0) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            threads.execute(() -> callOnce(gateway));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void callOnce(Gateway gateway) {
        long startedAt = System.nanoTime();
        try {
            gateway.chat(hello());
            answered.incrementAndGet();
        } catch (RefusedException e) {
            refusedAfterNanos.add(System.nanoTime() - startedAt);
        }
    }
}
