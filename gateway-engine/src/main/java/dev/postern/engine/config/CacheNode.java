/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.spi.Settings;
import java.time.Duration;

/**
 * A cache above one node's strategy.
 *
 * @param mode the id of a cache that the catalogue has
 * @param maxAge how long an answer may be served; 60 seconds to 90 days, 7 days unless set
 * @param settings the cache's own keys, checked
 */
public record CacheNode(String mode, Duration maxAge, Settings settings) {}
