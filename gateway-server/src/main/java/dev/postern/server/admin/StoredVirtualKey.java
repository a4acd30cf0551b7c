/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored provider credential, without the secret.
 *
 * @param tenant who may use it; {@link AdminStore#EVERYONE} for all
 * @param name the name, unique in the tenant
 * @param provider the id of the provider it belongs to
 * @param baseUrl the only base URL it may be sent to; null for the provider's own
 * @param createdAt when it was first stored
 * @param updatedAt when its secret, provider or base URL was last replaced
 */
public record StoredVirtualKey(
        String tenant,
        String name,
        String provider,
        @Nullable String baseUrl,
        Instant createdAt,
        Instant updatedAt) {}
