/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of one cache; the same instance comes with the look-up and, if that finds nothing, with the answer
 * to store. Used by one thread at a time.
 */
public final class CacheRequest {
    private final CacheKey key;
    private final Call call;
    private final Settings settings;
    private final Duration maxAge;
    private @Nullable Object note;

    /** Puts a request together; the gateway does this, tests of caches may. */
    public CacheRequest(CacheKey key, Call call, Settings settings, Duration maxAge) {
        this.key = Objects.requireNonNull(key, "key");
        this.call = Objects.requireNonNull(call, "call");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.maxAge = Objects.requireNonNull(maxAge, "maxAge");
    }

    /** Returns under what an exact cache keeps the answer. */
    public CacheKey key() {
        return key;
    }

    /** Returns the call as it arrived at the cache. */
    public Call call() {
        return call;
    }

    /** Returns the cache's own settings at this place of the config. */
    public Settings settings() {
        return settings;
    }

    /** Returns the config's {@code max_age}: no older answer may be served, and a new one lives that long. */
    public Duration maxAge() {
        return maxAge;
    }

    /** Returns what the cache noted at the look-up. */
    public @Nullable Object note() {
        return note;
    }

    /** Keeps what the look-up learnt, such as an embedding, until the answer is stored. */
    public void note(Object learnt) {
        this.note = learnt;
    }
}
