/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import org.jspecify.annotations.Nullable;

/**
 * Keeps answers and finds them again. One instance serves all pipelines of a gateway, from many threads at once, and
 * outlives every change of config.
 *
 * <p>What it throws is logged and counts as a miss: a cache never fails a call. It runs in the call's thread and within
 * its deadline; what waits for a network must bound its own time.
 */
public interface ResponseCache extends AutoCloseable {
    /** Returns an answer that may be served for this request, or null. */
    @Nullable
    CachedAnswer find(CacheRequest request);

    /** Keeps an answer in place of any it has under that key; may decline. */
    void store(CacheRequest request, CachedAnswer answer);

    /** Drops every copy of an answer of that tenant. */
    void evict(String tenant, String id);

    /** Frees what it holds; called once, after the last call of the gateway. */
    @Override
    default void close() {}
}
