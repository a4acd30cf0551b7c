/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gateway itself does not send a call now: it is overloaded or closed, or a target may not be asked.
 *
 * <p>Nothing was sent.
 */
public final class RefusedException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** Says why, and when a retry may succeed; null where none will. */
    public RefusedException(String problem, @Nullable Duration retryAfter) {
        this(503, problem, retryAfter);
    }

    /**
     * Says why under another status.
     *
     * @param status 503, or 429 where a limit on one target refuses
     */
    public RefusedException(int status, String problem, @Nullable Duration retryAfter) {
        super(
                problem,
                status,
                status == 429 ? "rate_limit_error" : "overloaded_error",
                "refused",
                retryAfter != null,
                false,
                null);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
