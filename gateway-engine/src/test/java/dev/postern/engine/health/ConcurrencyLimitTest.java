/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.spi.Call;
import dev.postern.spi.TimeSource;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.TestCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConcurrencyLimitTest {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final FakeTime time = new FakeTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static Call call() {
        return TestCalls.chat("m", "hello").call();
    }

    @Test
    void placesAreGivenUntilThereAreNone() {
        ConcurrencyLimit limit = new ConcurrencyLimit(2, 0, WAIT, time);

        Place first = limit.enter(call());
        Place second = limit.enter(call());

        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(limit.enter(call())).isNull();
        first.close();
        assertThat(limit.enter(call())).isNotNull();
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        ConcurrencyLimit limit = new ConcurrencyLimit(2, 0, WAIT, time);
        limit.enter(call());
        Place place = limit.enter(call());

        place.close();
        place.close();

        assertThat(limit.inFlight()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsRefusedWhenTheTimeIsOver() throws Exception {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 1, WAIT, time);
        limit.enter(call());
        Future<Place> waiter = threads.submit(() -> limit.enter(call()));
        awaitWaiting(limit, 1);

        time.advance(WAIT);

        assertThat(waiter.get()).isNull();
        assertThat(limit.waiting()).isZero();
    }

    @Test
    void oneMoreThanMayWaitIsRefusedAtOnce() throws Exception {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 1, WAIT, time);
        Place held = limit.enter(call());
        Future<Place> waiter = threads.submit(() -> limit.enter(call()));
        awaitWaiting(limit, 1);

        assertThat(limit.enter(call())).isNull();

        held.close();
        assertThat(waiter.get()).isNotNull();
    }

    @Test
    void placesGoToWhoWaitedLongest() throws Exception {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 8, WAIT, time);
        Place held = limit.enter(call());
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        List<Future<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            waiters.add(threads.submit(() -> {
                try (Place place = limit.enter(call())) {
                    assertThat(place).isNotNull();
                    order.add(number);
                }
            }));
            awaitWaiting(limit, i + 1);
        }

        held.close();
        for (Future<?> waiter : waiters) {
            waiter.get();
        }

        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void whoWouldWaitInVainIsRefusedAtOnce() throws Exception {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 64, WAIT, time);
        Place place = limit.enter(call());
        time.advance(Duration.ofSeconds(10));
        place.close();
        limit.enter(call());
        Future<Place> only = threads.submit(() -> limit.enter(call()));
        awaitWaiting(limit, 1);

        assertThat(limit.enter(call())).as("calls take ten seconds").isNull();

        time.advance(WAIT);
        assertThat(only.get()).isNull();
    }

    @Test
    void aCancelledCallLeavesTheQueue() throws Exception {
        ConcurrencyLimit limit = new ConcurrencyLimit(1, 1, WAIT, time);
        Place held = limit.enter(call());
        Cancellation cancellation = new Cancellation();
        Call waiting = TestCalls.chat("m", "hello").cancellation(cancellation).call();
        Future<String> waiter = threads.submit(() -> {
            try {
                return String.valueOf(limit.enter(waiting));
            } catch (CancelledException e) {
                return "cancelled, sent " + e.sent();
            }
        });
        awaitWaiting(limit, 1);

        cancellation.cancel(Cancellation.Reason.CALLER);

        assertThat(waiter.get()).isEqualTo("cancelled, sent false");
        held.close();
        assertThat(limit.inFlight()).isZero();
        assertThat(limit.waiting()).isZero();
    }

    @Test
    void underCancelsAndRefusalsNoPlaceIsLostOrGivenTwice() throws Exception {
        long seed = Long.getLong("postern.soak.seed", System.nanoTime());
        System.out.println("seed " + seed);
        ConcurrencyLimit limit = new ConcurrencyLimit(3, 8, Duration.ofNanos(200_000), TimeSource.system());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(16);
        for (int t = 0; t < 16; t++) {
            Random random = new Random(seed + t);
            threads.execute(() -> {
                for (int i = 0; i < 1_000; i++) {
                    enterAndLeave(limit, inside, most, random);
                }
                done.countDown();
            });
        }

        assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();

        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(limit.inFlight()).isZero();
        assertThat(limit.waiting()).isZero();
    }

    private void enterAndLeave(ConcurrencyLimit limit, AtomicInteger inside, AtomicInteger most, Random random) {
        Cancellation cancellation = new Cancellation();
        if (random.nextInt(4) == 0) {
            threads.execute(() -> cancellation.cancel(Cancellation.Reason.CALLER));
        }
        try (Place place = limit.enter(
                TestCalls.chat("m", "hello").cancellation(cancellation).call())) {
            if (place != null) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                LockSupport.parkNanos(random.nextInt(50_000));
                inside.decrementAndGet();
            }
        } catch (CancelledException e) {
            // the call was ended while it waited
        }
    }

    private static void awaitWaiting(ConcurrencyLimit limit, int count) {
        while (limit.waiting() < count) {
            Thread.onSpinWait();
        }
    }
}
