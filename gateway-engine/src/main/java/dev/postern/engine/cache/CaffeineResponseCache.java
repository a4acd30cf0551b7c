/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.postern.spi.CacheKey;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact cache: in the heap, bounded by bytes, each answer with a life of its own.
 *
 * <p>A tenant that has its share of the room makes space for its new answers by dropping its own oldest ones.
 */
final class CaffeineResponseCache implements ResponseCache {
    /** What an entry costs beside its texts, in bytes: its objects, its place in the table, the order, the wheel. */
    private static final int OVERHEAD = 400;

    /** One answer under one key; no two are equal. */
    static final class Entry {
        final CacheKey key;
        final CachedAnswer answer;
        final int bytes;
        final long storedAt;
        final long life;

        Entry(CacheKey key, CachedAnswer answer, int bytes, long storedAt, long life) {
            this.key = key;
            this.answer = answer;
            this.bytes = bytes;
            this.storedAt = storedAt;
            this.life = life;
        }
    }

    private final TimeSource time;
    private final int maxEntryBytes;
    private final TenantShares shares;
    private final Cache<CacheKey, Entry> entries;

    CaffeineResponseCache(long maxBytes, int maxEntryBytes, long maxTenantBytes, TimeSource time) {
        this.time = time;
        this.maxEntryBytes = maxEntryBytes;
        this.shares = new TenantShares(maxTenantBytes);
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((CacheKey key, Entry entry) -> entry.bytes)
                .expireAfter(Expiry.writing((CacheKey key, Entry entry) -> Duration.ofNanos(entry.life)))
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .removalListener((@Nullable CacheKey key, @Nullable Entry entry, RemovalCause cause) -> removed(entry))
                .build();
    }

    private void removed(@Nullable Entry entry) {
        if (entry != null) {
            shares.remove(entry);
        }
    }

    @Override
    public @Nullable CachedAnswer find(CacheRequest request) {
        Entry entry = entries.getIfPresent(request.key());
        if (entry == null || time.nanoTime() - entry.storedAt > request.maxAge().toNanos()) {
            return null;
        }
        return entry.answer;
    }

    @Override
    public void store(CacheRequest request, CachedAnswer answer) {
        CacheKey key = request.key();
        long bytes = OVERHEAD
                + (long) key.request().size()
                + 2L * key.scope().length()
                + answer.body().size();
        Duration age = Duration.between(answer.storedAt(), time.now());
        Duration life = age.isNegative() ? answer.maxAge() : answer.maxAge().minus(age);
        if (bytes > maxEntryBytes || life.isNegative() || life.isZero()) {
            return;
        }
        long storedAt = time.nanoTime() - Math.max(0, age.toNanos());
        Entry entry = new Entry(key, answer, (int) bytes, storedAt, life.toNanos());
        List<Entry> crowdedOut = shares.add(entry);
        entries.put(key, entry);
        crowdedOut.forEach(old -> entries.asMap().remove(old.key, old));
    }

    @Override
    public void evict(String tenant, String id) {
        shares.of(tenant).stream()
                .filter(entry -> entry.answer.id().equals(id))
                .forEach(entry -> entries.asMap().remove(entry.key, entry));
    }

    /** Returns how many bytes it holds by its own count; for tests. */
    long bytes() {
        entries.cleanUp();
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    long bytesOf(String tenant) {
        entries.cleanUp();
        return shares.bytes(tenant);
    }
}
