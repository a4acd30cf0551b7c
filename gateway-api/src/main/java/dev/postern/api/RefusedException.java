/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gateway itself takes no calls now: overloaded, or closed.
 */
public final class RefusedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** Says why, and when a retry may succeed; null where none will. */
    public RefusedException(String problem, @Nullable Duration retryAfter) {
        super(problem, 503, "overloaded_error", "refused", retryAfter != null, false, null);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
