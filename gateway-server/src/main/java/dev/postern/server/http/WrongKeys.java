/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts wrong keys by address, minute by minute. */
final class WrongKeys {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    // Beyond, further addresses are not counted until the minute is over: memory is worth more than the count.
    private static final int MAX_ADDRESSES = 10_000;

    private final int perMinute;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> counts = new HashMap<>();
    private long minuteBegan = System.nanoTime();

    WrongKeys(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Counts one; returns how long to wait if that was one too many, else null. */
    @Nullable
    Duration count(String address) {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (now - minuteBegan >= MINUTE_NANOS) {
                counts.clear();
                minuteBegan = now;
            }
            if (counts.size() >= MAX_ADDRESSES && !counts.containsKey(address)) {
                return null;
            }
            int count = counts.merge(address, 1, Integer::sum);
            return count > perMinute ? Duration.ofNanos(MINUTE_NANOS - (now - minuteBegan)) : null;
        } finally {
            lock.unlock();
        }
    }
}
