/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The moment by which a call must have ended, on the clock that never jumps.
 *
 * @param time the clock it is read on
 * @param nanoTime the moment on that clock
 */
public record Deadline(TimeSource time, long nanoTime) {
    /** Returns the deadline that lies that far ahead. */
    public static Deadline after(Duration duration, TimeSource time) {
        return new Deadline(time, time.nanoTime() + duration.toNanos());
    }

    /** Returns how long it is still ahead in nanoseconds; 0 or less once it has passed. */
    public long remainingNanos() {
        return nanoTime - time.nanoTime();
    }

    /** Returns how long it is still ahead; zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** Returns whether it has passed. */
    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** Returns the remaining time in milliseconds, rounded up, as sockets count. */
    public long remainingMillis() {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, remainingNanos()) + 999_999);
    }
}
