/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.strategy;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Faults;
import dev.postern.testkit.ScriptedUpstream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A mix of all faults, whole and streamed: every call ends by its deadline, every request was counted as sent, no stream
 * that was cut looks complete, and nothing leaks.
 */
@Tag("soak")
class FaultMixTest {
    private static final Duration DEADLINE = Duration.ofMillis(250);
    private static final int CALLS = Soak.times(400, 10_000);
    private static final int THREADS = Soak.times(16, 64);
    private static final String ANSWER = " This is a test";

    /** Faults that end an exchange without waiting, so that no attempt is cancelled. */
    private static final List<Fault> FAILING_AT_ONCE = List.of(
            Fault.status(429).retryAfterMs("1"),
            Fault.status(500),
            Fault.status(503).retryAfter("0"),
            Fault.html(),
            Fault.emptyBody(),
            Fault.malformedJson(),
            Fault.okWithError(),
            Fault.cutBeforeAnswer(),
            Fault.cutAfterEvents(2),
            Fault.resetBeforeAnswer(),
            Fault.resetAfterEvents(2),
            Fault.errorEventAfter(2),
            Fault.withoutDone(),
            Fault.jsonToStream());

    private final CountingObserver observer = new CountingObserver();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private Duration deadline = DEADLINE;

    @Test
    @Timeout(600)
    void everyCallEndsAndNothingIsHiddenOrLeaked() throws Exception {
        long seed = Soak.seed();
        String config = strategy(
                "fallback",
                target("first", "\"retry\": {\"attempts\": 1}, \"request_timeout\": 80"),
                target(MISTRAL, "\"request_timeout\": 120"));
        long[] overrunNanos = new long[CALLS];
        int threadsBefore = Thread.activeCount();
        long openFilesBefore = openFiles();
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(100).start()) {
            upstream.any().always(Faults.mix(seed, 0.7));
            Gateway gateway = TestGateways.builder(upstream)
                    .config(config)
                    .observer(observer)
                    .build();

            run(gateway, overrunNanos);

            upstream.awaitIdle(Duration.ofSeconds(10));
            assertThat(wrong.sum()).as("answers that are not the scripted one").isZero();
            assertThat(observer.ended()).isEqualTo(CALLS);
            assertThat(answered.sum() + failed.sum()).isEqualTo(CALLS);
            // Fewer where an attempt was cancelled while its bytes were under way: they may have been sent, and are
            // said to be.
            assertThat(upstream.requestCount())
                    .as("requests received, none hidden")
                    .isLessThanOrEqualTo(observer.sent());
            gateway.close();
            upstream.awaitOpenConnections(0, Duration.ofSeconds(10));
        }
        judgeOverrun(overrunNanos);
        awaitThreads(threadsBefore + 8);
        assertThat(openFiles()).isLessThanOrEqualTo(openFilesBefore + 20);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsBefore + 8);
    }

    /** A thread whose work is done may take a moment to end; one that has leaked never does. */
    private static void awaitThreads(int most) throws InterruptedException {
        for (int i = 0; i < 1000 && Thread.activeCount() > most; i++) {
            Thread.sleep(10);
        }
    }

    @Test
    @Timeout(600)
    void requestsReceivedAreTheAttemptsMarkedSent() throws Exception {
        long seed = Soak.seed();
        String config = strategy(
                "fallback",
                target("first", "\"retry\": {\"attempts\": 1, \"use_retry_after_header\": true}"),
                target(MISTRAL, ""));
        deadline = Duration.ofSeconds(60);
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(100).start();
                Gateway gateway = TestGateways.builder(upstream)
                        .config(config)
                        .observer(observer)
                        .time(new SleepRecorder())
                        .build()) {
            upstream.any().always(Faults.mix(seed, 0.7, FAILING_AT_ONCE));

            run(gateway, new long[CALLS]);

            upstream.awaitIdle(Duration.ofSeconds(10));
            assertThat(wrong.sum()).isZero();
            assertThat(upstream.requestCount()).isEqualTo(observer.sent());
        }
    }

    private void run(Gateway gateway, long[] overrunNanos) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors21.create();
        for (int t = 0; t < THREADS; t++) {
            threads.execute(() -> {
                for (int i = next.getAndIncrement(); i < CALLS; i = next.getAndIncrement()) {
                    overrunNanos[i] = call(gateway, i % 2 == 0);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(9, TimeUnit.MINUTES))
                .as("every call ended")
                .isTrue();
    }

    /** Makes one call; returns how long after its deadline it ended, negative where it was in time. */
    private long call(Gateway gateway, boolean stream) {
        CallOptions options = CallOptions.builder().deadline(deadline).build();
        long endsAt = System.nanoTime() + deadline.toNanos();
        try {
            String text = stream
                    ? streamed(gateway, options)
                    : gateway.chat(hello(), options).text();
            answered.increment();
            if (!text.equals(ANSWER)) {
                wrong.increment();
                System.out.println("not the scripted answer: " + text);
            }
        } catch (GatewayException e) {
            failed.increment();
            if (e.toString().contains(TestGateways.KEY)) {
                wrong.increment();
                System.out.println("a message that tells the key");
            }
        }
        return System.nanoTime() - endsAt;
    }

    private static String streamed(Gateway gateway, CallOptions options) {
        StringBuilder text = new StringBuilder();
        try (ChatStream stream = gateway.stream(hello(), options)) {
            stream.forEach(chunk -> text.append(chunk.text()));
        }
        return text.toString();
    }

    private void judgeOverrun(long[] overrunNanos) throws java.io.IOException {
        Arrays.sort(overrunNanos);
        long p999 = TimeUnit.NANOSECONDS.toMillis(overrunNanos[(int) (CALLS * 0.999) - 1]);
        long worst = TimeUnit.NANOSECONDS.toMillis(overrunNanos[CALLS - 1]);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("calls", CALLS);
        figures.put("threads", THREADS);
        figures.put("answered", answered.sum());
        figures.put("failed", failed.sum());
        figures.put("attempts_sent", observer.sent());
        figures.put("deadline_overrun_p999_ms", p999);
        figures.put("deadline_overrun_worst_ms", worst);
        System.out.println(figures);
        Soak.record("fault-mix", figures);
        if (Soak.judgesTime()) {
            assertThat(p999).isLessThanOrEqualTo(100);
            assertThat(worst).isLessThanOrEqualTo(1000);
        }
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
