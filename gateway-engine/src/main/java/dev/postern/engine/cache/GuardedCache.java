/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.CacheStatus;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache held to its contract: whatever it throws is a miss and no more, and no tenant gets another's answer from it. */
final class GuardedCache implements AskedCache {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedCache.class);

    /** A cache that is down fails with every call; one warning in this time says so. */
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final String id;
    private final boolean semantic;
    private final ResponseCache cache;
    private final TimeSource time;
    private final AtomicLong quietUntil;

    GuardedCache(String id, boolean semantic, ResponseCache cache, TimeSource time) {
        this.id = id;
        this.semantic = semantic;
        this.cache = cache;
        this.time = time;
        this.quietUntil = new AtomicLong(time.nanoTime());
    }

    @Override
    public CacheStatus hit() {
        return semantic ? CacheStatus.SEMANTIC_HIT : CacheStatus.HIT;
    }

    @Override
    public CacheStatus miss() {
        return semantic ? CacheStatus.SEMANTIC_MISS : CacheStatus.MISS;
    }

    @Override
    public @Nullable CachedAnswer find(CacheRequest request) {
        try {
            CachedAnswer answer = cache.find(request);
            if (answer != null && !answer.tenant().equals(request.call().tenant())) {
                throw new IllegalStateException("it found an answer of another tenant");
            }
            return answer;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            failed(request, "look-up", e);
            return null;
        }
    }

    @Override
    public void store(CacheRequest request, CachedAnswer answer) {
        try {
            cache.store(request, answer);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            failed(request, "store", e);
        }
    }

    void evict(String tenant, String answerId) {
        cache.evict(tenant, answerId);
    }

    void close() {
        try {
            cache.close();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("cache '{}' failed when it was closed", id, e);
        }
    }

    private void failed(CacheRequest request, String what, Throwable failure) {
        request.call().recorder().put("cache.failed", id);
        long now = time.nanoTime();
        long quiet = quietUntil.get();
        if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + QUIET_NANOS)) {
            LOG.warn("cache '{}' failed at a {}; calls go on without it", id, what, failure);
        }
    }
}
