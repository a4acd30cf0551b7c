/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells a time that only tests move; whoever sleeps moves it too and returns at once.
 *
 * <p>The clock of {@link #nanoTime()} starts one second before it overflows, since its start is arbitrary and code that
 * compares moments instead of subtracting them is wrong. Safe for many threads.
 */
public final class FakeTime implements TimeSource {
    /** Where {@link #FakeTime()} starts. */
    public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private static final long NANOS_START =
            Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Instant start;
    private final FakeTimer timer;
    private final List<Duration> slept = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    /** Starts at {@link #START}. */
    public FakeTime() {
        this(START);
    }

    /** Starts at that moment. */
    public FakeTime(Instant start) {
        this.start = start;
        this.timer = new FakeTimer();
    }

    @Override
    public Instant now() {
        return start.plus(passed());
    }

    @Override
    public long nanoTime() {
        return NANOS_START + passed().toNanos();
    }

    /** Returns how far the time has moved since the start. */
    public Duration passed() {
        lock.lock();
        try {
            return passed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves the time on, then fires what {@link #timer()} has due, in this thread.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        Duration now;
        lock.lock();
        try {
            passed = passed.plus(duration);
            now = passed;
        } finally {
            lock.unlock();
        }
        timer.fireUntil(now);
    }

    /**
     * Records the sleep and moves the time on.
     *
     * @throws InterruptedException if the thread is interrupted, as a true sleep would; the time stays then
     */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a sleep of " + duration);
        }
        lock.lock();
        try {
            slept.add(duration);
        } finally {
            lock.unlock();
        }
        advance(duration.isNegative() ? Duration.ZERO : duration);
    }

    /** Returns every sleep so far, in order. */
    public List<Duration> slept() {
        lock.lock();
        try {
            return List.copyOf(slept);
        } finally {
            lock.unlock();
        }
    }

    /** Returns a timer on this time; a delay of zero or less fires at once. */
    public Timer timer() {
        return (delay, cancellation, why) -> timer.arm(passed(), delay, () -> cancellation.cancel(why));
    }
}
