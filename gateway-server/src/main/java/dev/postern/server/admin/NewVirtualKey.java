/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A provider credential to be stored.
 *
 * @param tenant who may use it; {@link AdminStore#EVERYONE} for all
 * @param name {@code [a-z0-9._-]{1,64}}
 * @param provider the id of the provider it belongs to
 * @param baseUrl the only base URL it may be sent to; null for the provider's own
 * @param secret the provider's key
 */
public record NewVirtualKey(
        String tenant,
        String name,
        String provider,
        @Nullable String baseUrl,
        Secret secret) {}
