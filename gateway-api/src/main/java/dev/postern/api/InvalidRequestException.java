/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import org.jspecify.annotations.Nullable;

/**
 * The request itself is at fault, whichever provider it would go to.
 */
public final class InvalidRequestException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private static final int NOT_FOUND = 404;

    private final @Nullable String param;

    /** Says what is wrong, and with which field if it is one. */
    public InvalidRequestException(String problem, @Nullable String param) {
        this(problem, 400, param);
    }

    private InvalidRequestException(String problem, int status, @Nullable String param) {
        super(problem, status, "invalid_request_error", "invalid-request", false, false, null);
        this.param = param;
    }

    /** Says that something the request names does not exist; its status is 404. */
    public static InvalidRequestException notFound(String problem, @Nullable String param) {
        return new InvalidRequestException(problem, NOT_FOUND, param);
    }

    @Override
    public @Nullable String param() {
        return param;
    }
}
