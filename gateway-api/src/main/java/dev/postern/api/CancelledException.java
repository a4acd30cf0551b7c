/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/**
 * The caller cancelled the call, or went away.
 */
public final class CancelledException extends GatewayException {
    private static final long serialVersionUID = 1L;

    /** Says what was cancelled and whether any of the request may have reached a provider. */
    public CancelledException(String problem, boolean sent) {
        super(problem, 499, "cancelled", "cancelled", false, sent, null);
    }
}
