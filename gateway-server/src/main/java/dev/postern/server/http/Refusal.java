/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.time.Duration;

/** Ends a request with an error that the gateway's own exceptions have no form for. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorAnswer answer;

    Refusal(ErrorAnswer answer) {
        // Who sent what to get here is in the access line; a stack trace would say nothing more and costs the most.
        super(answer.message(), null, false, false);
        this.answer = answer;
    }

    static Refusal invalid(int status, String message) {
        return new Refusal(ErrorAnswer.invalid(status, message));
    }

    static Refusal header(String name, String problem) {
        return new Refusal(new ErrorAnswer(400, "invalid_request_error", name + ": " + problem, name, null, null));
    }

    static Refusal key(int status, String message) {
        return new Refusal(
                ErrorAnswer.of(status, status == 403 ? "permission_error" : "authentication_error", message));
    }

    static Refusal tooOften(String message, Duration retryAfter) {
        return new Refusal(new ErrorAnswer(429, "rate_limit_error", message, null, null, retryAfter));
    }

    ErrorAnswer answer() {
        return answer;
    }
}
