/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.util.Set;

/**
 * How often a target is tried again.
 *
 * @param attempts tries beyond the first, 0 to 5
 * @param onStatusCodes the statuses that are tried again
 * @param useRetryAfterHeader whether the provider's wish to wait is honoured
 */
public record RetryNode(int attempts, Set<Integer> onStatusCodes, boolean useRetryAfterHeader) {
    /** The statuses that are tried again where a config lists none. */
    public static final Set<Integer> DEFAULT_STATUS_CODES = Set.of(429, 500, 502, 503, 504, 529);

    private static final RetryNode NONE = new RetryNode(0, DEFAULT_STATUS_CODES, false);

    /** Copies what it is given. */
    public RetryNode {
        onStatusCodes = Set.copyOf(onStatusCodes);
    }

    /** Returns what counts where no config says anything: one try. */
    public static RetryNode none() {
        return NONE;
    }
}
