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
 * A gateway key to be made.
 *
 * @param name what people call it: 1 to 128 characters
 * @param tenant whose data its calls touch; null for a tenant of its own, called as its id
 * @param rights what it allows; at least one, and not {@link Right#NONE}
 * @param expiresAt when it ends by itself; null for never
 */
public record NewKey(
        String name,
        @Nullable String tenant,
        Set<Right> rights,
        @Nullable Instant expiresAt) {
    /** Copies the rights. */
    public NewKey {
        rights = Set.copyOf(rights);
    }

    /** Asks for a key that never ends, with a tenant of its own. */
    public static NewKey named(String name, Set<Right> rights) {
        return new NewKey(name, null, rights, null);
    }
}
