/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import org.jspecify.annotations.Nullable;

/**
 * The transport failed before an answer was there: refused, reset, bad certificate, unknown host.
 */
public final class UnreachableException extends GatewayException {
    private static final long serialVersionUID = 1L;

    /** Says which provider could not be reached and whether any of the request may have arrived. */
    public UnreachableException(String problem, boolean sent, @Nullable Throwable cause) {
        super(problem, 502, "upstream_error", "unreachable", true, sent, cause);
    }
}
