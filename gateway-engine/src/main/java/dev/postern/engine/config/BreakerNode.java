/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.time.Duration;
import java.util.Set;

/**
 * When the breakers of a strategy's targets open.
 *
 * @param failureThreshold after so many failures in a row
 * @param failureThresholdPercentage or once this share of attempts failed, in percent
 * @param minimumRequests of at least so many attempts
 * @param cooldown how long one stays open before its first probe
 * @param failureStatusCodes the statuses that count; empty for 500 and above and 408
 */
public record BreakerNode(
        int failureThreshold,
        double failureThresholdPercentage,
        int minimumRequests,
        Duration cooldown,
        Set<Integer> failureStatusCodes) {
    /** Copies what it is given. */
    public BreakerNode {
        failureStatusCodes = Set.copyOf(failureStatusCodes);
    }
}
