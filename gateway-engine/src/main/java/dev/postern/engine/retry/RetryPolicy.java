/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.retry;

import dev.postern.engine.config.RetryNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * When a target is tried again, and after which wait.
 *
 * @param attempts how many retries, 0 to 5
 * @param onStatusCodes the statuses that are retried; a timeout counts as 408, a transport failure as 502
 * @param useRetryAfterHeader whether the provider's own wait is honoured
 * @param firstWait the longest wait before the first retry; doubles with each one
 * @param longestWait the longest wait of all
 */
public record RetryPolicy(
        int attempts,
        Set<Integer> onStatusCodes,
        boolean useRetryAfterHeader,
        Duration firstWait,
        Duration longestWait) {
    static final Duration DEFAULT_FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration DEFAULT_LONGEST_WAIT = Duration.ofSeconds(30);

    public RetryPolicy {
        onStatusCodes = Set.copyOf(onStatusCodes);
    }

    /** Returns the policy of a config, with the usual waits. */
    public static RetryPolicy of(RetryNode config) {
        return new RetryPolicy(
                config.attempts(),
                config.onStatusCodes(),
                config.useRetryAfterHeader(),
                DEFAULT_FIRST_WAIT,
                DEFAULT_LONGEST_WAIT);
    }

    /**
     * Draws the wait before the n-th retry, from 0: anything up to {@code firstWait·2ⁿ} ("full jitter").
     *
     * <p>Waits without chance would bring all callers of a failed provider back at the same moment.
     */
    Duration jitter(int retry, RandomGenerator random) {
        long bound = Math.min(longestWait.toNanos(), firstWait.toNanos() << Math.min(retry, 16));
        return Duration.ofNanos(random.nextLong(bound + 1));
    }

    /** The number of retries, and what is retried where there are any. */
    @Override
    public String toString() {
        return attempts == 0
                ? "0"
                : attempts + " on " + new TreeSet<>(onStatusCodes)
                        + (useRetryAfterHeader ? ", honours retry-after" : "");
    }
}
