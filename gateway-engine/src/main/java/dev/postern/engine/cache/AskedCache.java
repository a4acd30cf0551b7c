/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.CacheStatus;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import org.jspecify.annotations.Nullable;

/** A cache that never throws, and the words for what it found. */
interface AskedCache {
    CacheStatus hit();

    CacheStatus miss();

    @Nullable
    CachedAnswer find(CacheRequest request);

    void store(CacheRequest request, CachedAnswer answer);
}
