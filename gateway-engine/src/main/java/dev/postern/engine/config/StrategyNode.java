/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.spi.Settings;
import org.jspecify.annotations.Nullable;

/**
 * How a node chooses among its targets.
 *
 * @param mode {@code single}, or the id of a router that the catalogue has; a {@code single} with targets uses the first,
 *     one without is a leaf
 * @param settings the router's settings, checked against its keys
 * @param breaker when the breakers of its targets open, or null where they have none
 */
public record StrategyNode(
        String mode, Settings settings, @Nullable BreakerNode breaker) {
    /** Makes a strategy without breakers. */
    public StrategyNode(String mode, Settings settings) {
        this(mode, settings, null);
    }

    /** The mode of a node that names none. */
    public static final String SINGLE = "single";
}
