/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.spi.Right;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a gateway key; not the key, which nobody stores.
 *
 * @param id the id, which is part of the key
 * @param name what people call it
 * @param tenant whose data its calls touch
 * @param rights what it allows
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself, or null
 * @param revokedAt when it was revoked, or null
 */
public record StoredKey(
        String id,
        String name,
        String tenant,
        Set<Right> rights,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {
    /** Copies the rights. */
    public StoredKey {
        rights = Set.copyOf(rights);
    }

    /** Returns {@code active}, {@code expired} or {@code revoked}, as of that moment. */
    public String status(Instant now) {
        if (revokedAt != null) {
            return "revoked";
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? "expired" : "active";
    }
}
