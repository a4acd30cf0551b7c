/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.retry;

import dev.postern.spi.TimeSource;

/**
 * Bounds the retries that one host sees: a fifth of its calls, and three a second besides.
 *
 * <p>When a host is down, every call fails; retries without a budget would multiply its load just then. Thread-safe.
 */
public final class RetryBudget {
    private static final double PER_CALL = 0.2;
    private static final double PER_SECOND = 3;
    private static final double MAX_FROM_CALLS = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TimeSource time;
    private double fromCalls;
    private double fromTime = PER_SECOND;
    private long refilledAt;

    /** Starts with the budget of one second. */
    public RetryBudget(TimeSource time) {
        this.time = time;
        this.refilledAt = time.nanoTime();
    }

    /** Notes a first attempt, which earns a fifth of a retry. */
    synchronized void earn() {
        fromCalls = Math.min(MAX_FROM_CALLS, fromCalls + PER_CALL);
    }

    /** Takes one retry out of the budget; returns false where it is used up. */
    synchronized boolean spend() {
        long now = time.nanoTime();
        fromTime = Math.min(PER_SECOND, fromTime + (now - refilledAt) / NANOS_PER_SECOND * PER_SECOND);
        refilledAt = now;
        if (fromTime >= 1) {
            fromTime--;
            return true;
        }
        if (fromCalls >= 1) {
            fromCalls--;
            return true;
        }
        return false;
    }
}
