/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/**
 * The call asks for something that the operator has not allowed, such as a host that is not listed.
 */
public final class PermissionException extends GatewayException {
    private static final long serialVersionUID = 1L;

    /** Says what is not allowed and who can allow it. */
    public PermissionException(String problem) {
        super(problem, 403, "permission_error", "permission", false, false, null);
    }
}
