/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.time.Duration;

/**
 * A cache above one node's strategy.
 *
 * @param mode the id of a cache that the catalogue has
 * @param maxAge how long an answer may be served; 60 seconds to 90 days, 7 days unless set
 * @param rest the cache's own keys, which it checks itself
 */
public record CacheNode(String mode, Duration maxAge, JsonMembers rest) {}
