/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/**
 * Time ran out: that of one attempt, which may be tried again, or that of the whole call.
 */
public final class DeadlineException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private DeadlineException(String problem, boolean retryable, boolean sent) {
        super(problem, 408, "timeout_error", "deadline", retryable, sent, null);
    }

    /** One attempt took longer than its {@code request_timeout}, or than its first byte may take. */
    public static DeadlineException ofAttempt(String problem, boolean sent) {
        return new DeadlineException(problem, true, sent);
    }

    /** The whole call took longer than its total deadline. */
    public static DeadlineException ofCall(String problem, boolean sent) {
        return new DeadlineException(problem, false, sent);
    }
}
