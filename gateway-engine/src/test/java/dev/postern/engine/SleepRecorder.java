/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that runs as the machine's does but for sleeps, which it takes in no time and remembers. */
final class SleepRecorder implements TimeSource {
    private final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final AtomicLong skipped = new AtomicLong();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile boolean frozen;
    private volatile long frozenAt;

    void now(String instant) {
        now = Instant.parse(instant);
    }

    /** Stops the clock that counts nanoseconds. */
    void frozen() {
        frozenAt = System.nanoTime();
        frozen = true;
    }

    List<Duration> slept() {
        return slept;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return frozen ? frozenAt : System.nanoTime() + skipped.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        slept.add(duration);
        skipped.addAndGet(duration.toNanos());
    }
}
