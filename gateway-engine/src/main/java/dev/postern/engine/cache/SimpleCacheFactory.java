/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.StageContext;

/** Makes {@code "cache": "simple"}: equal requests get the answer that one of them got, out of this process's heap. */
public final class SimpleCacheFactory implements ResponseCacheFactory {
    /** The id of the exact cache, which is asked before every other one. */
    public static final String ID = "simple";

    static final int MAX_ENTRY_BYTES = 1 << 20;
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
        return new CaffeineResponseCache(maxBytes, MAX_ENTRY_BYTES, context.time());
    }
}
