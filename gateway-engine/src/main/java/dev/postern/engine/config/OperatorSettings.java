/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.spi.Settings;
import java.util.Map;
import java.util.Set;

/**
 * What the operator set beside the configs.
 *
 * @param providers the settings of providers, by id, checked against their keys
 * @param allowedOrigins where callers may send, as {@code https://llm.example:8443}: lower case, port spelled out
 */
public record OperatorSettings(Map<String, Settings> providers, Set<String> allowedOrigins) {
    /** Copies what it is given. */
    public OperatorSettings {
        providers = Map.copyOf(providers);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
