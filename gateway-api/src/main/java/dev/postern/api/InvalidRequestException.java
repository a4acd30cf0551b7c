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

    private final @Nullable String param;

    /** Says what is wrong, and with which field if it is one. */
    public InvalidRequestException(String problem, @Nullable String param) {
        super(problem, 400, "invalid_request_error", "invalid-request", false, false, null);
        this.param = param;
    }

    @Override
    public @Nullable String param() {
        return param;
    }
}
