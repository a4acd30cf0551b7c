/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The latency of one target as a moving average; forgotten after a minute without an answer. Safe for many threads. */
final class Latency {
    // An eighth, as TCP smooths its round-trip times (RFC 6298).
    private static final int SHARE = 8;
    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong averageNanos = new AtomicLong();
    private final TimeSource time;
    private volatile long seenAt;

    Latency(TimeSource time) {
        this.time = time;
    }

    /** Takes in an answer to a call that was sent at that moment of the clock that never jumps. */
    void answered(long sentAt) {
        long now = time.nanoTime();
        // Never 0, which stands for none.
        long latency = Math.max(1, now - sentAt);
        boolean forgotten = now - seenAt > MEMORY_NANOS;
        long average;
        long next;
        do {
            average = averageNanos.get();
            next = average == 0 || forgotten ? latency : Math.max(1, average + (latency - average) / SHARE);
        } while (!averageNanos.compareAndSet(average, next));
        seenAt = now;
    }

    /** Returns the average, or zero where there was no answer lately. */
    Duration average() {
        long average = averageNanos.get();
        return average == 0 || time.nanoTime() - seenAt > MEMORY_NANOS ? Duration.ZERO : Duration.ofNanos(average);
    }
}
