/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

/** What all expressions that look at one call may cost together; not thread-safe. */
public final class Steps {
    // About ten milliseconds; a short expression reads 100,000 characters by them.
    private static final int MOST = 2_000_000;

    private int left = MOST;

    /** Starts with two million steps, one for each state of an expression at each character. */
    public Steps() {}

    void take(int count) {
        left = Math.max(-1, left - count);
    }

    /** Returns whether an expression was given up for want of steps. */
    public boolean exceeded() {
        return left < 0;
    }
}
