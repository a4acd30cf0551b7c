/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.util.Map;
import java.util.Set;

/**
 * What the operator set beside the configs.
 *
 * @param providers the settings of providers, by id, checked against their keys
 * @param allowedOrigins where callers may send, as {@code https://llm.example:8443}: lower case, port spelled out
 * @param simpleCache the bounds of the exact cache, as far as they are set
 */
public record OperatorSettings(Map<String, Settings> providers, Set<String> allowedOrigins, Settings simpleCache) {
    /** How many bytes the exact cache holds in all, requests and answers counted. */
    public static final Key<Long> CACHE_BYTES = Key.integer("max_bytes", 0, 1L << 50);

    /** How many bytes one entry of it may take. */
    public static final Key<Long> CACHE_ENTRY_BYTES = Key.integer("max_entry_bytes", 1, 1 << 30);

    /** Which part of it one tenant may fill. */
    public static final Key<Double> CACHE_TENANT_SHARE = Key.number("tenant_share", 0, 1);

    /** Copies what it is given. */
    public OperatorSettings {
        providers = Map.copyOf(providers);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
