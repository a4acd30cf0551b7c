/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.engine.config.OperatorSettings;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;

/** Makes {@code "cache": "simple"}: equal requests get the answer that one of them got, out of this process's heap. */
public final class SimpleCacheFactory implements ResponseCacheFactory {
    /** The id of the exact cache, which is asked before every other one. */
    public static final String ID = "simple";

    private static final int MAX_ENTRY_BYTES = 1 << 20;
    private static final double TENANT_SHARE = 0.5;
    private static final long MAX_BYTES = 256L << 20;

    private final long maxBytes;

    /** Makes a cache of 256 MiB. */
    public SimpleCacheFactory() {
        this(MAX_BYTES);
    }

    /** Makes a cache of another size; one entry takes at most 1 MiB, one tenant at most half of it. */
    public SimpleCacheFactory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ResponseCache create(StageContext context) {
        return create(Settings.empty(), context);
    }

    /** Makes the cache with the bounds that the operator's settings have. */
    ResponseCache create(Settings bounds, StageContext context) {
        long most = bounds.find(OperatorSettings.CACHE_BYTES).orElse(maxBytes);
        double share = bounds.find(OperatorSettings.CACHE_TENANT_SHARE).orElse(TENANT_SHARE);
        return new CaffeineResponseCache(most, maxEntryBytes(bounds), (long) (most * share), context.time());
    }

    static int maxEntryBytes(Settings bounds) {
        return bounds.find(OperatorSettings.CACHE_ENTRY_BYTES)
                .map(Math::toIntExact)
                .orElse(MAX_ENTRY_BYTES);
    }
}
