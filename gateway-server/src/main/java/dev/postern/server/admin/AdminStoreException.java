/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

/**
 * The data folder, its database or its master key cannot be used; the message says what to do and holds no secret.
 *
 * <p>What was stored before is as it was.
 */
public final class AdminStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do. */
    public AdminStoreException(String problem) {
        super(problem);
    }

    /** Says what is wrong, what to do, and what is behind it. */
    public AdminStoreException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
