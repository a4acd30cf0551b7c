/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import dev.postern.spi.Right;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param tenant whose data it may touch
 * @param keyId the id of the gateway key, or null where the face runs without keys
 * @param rights what it may do
 */
public record Caller(String tenant, @Nullable String keyId, Set<Right> rights) {
    /** The caller of a face without keys: tenant {@code default}, every right. */
    public static final Caller ANYONE = new Caller("default", null, Set.of(Right.values()));

    /** Copies the rights. */
    public Caller {
        rights = Set.copyOf(rights);
    }
}
