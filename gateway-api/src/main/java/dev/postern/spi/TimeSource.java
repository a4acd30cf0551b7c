/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.time.Duration;
import java.time.Instant;

/** Tells the time and waits; replaced in tests so that none of them sleeps. */
public interface TimeSource {
    /** Returns the wall clock, which may jump. */
    Instant now();

    /** Returns a clock that never jumps, in nanoseconds from an arbitrary start. */
    long nanoTime();

    /** Waits that long. */
    void sleep(Duration duration) throws InterruptedException;

    /** Returns the system's clocks. */
    static TimeSource system() {
        return SystemTimeSource.INSTANCE;
    }
}
