/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.ConfigException;
import dev.postern.plugin.semantic.index.ExactIndex;
import dev.postern.plugin.semantic.index.VectorIndex;
import dev.postern.spi.Key;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code "cache": "semantic"}: a request that asks what an earlier one asked, in other words, gets its answer.
 *
 * <p>What the operator decides is not in configs: how many bytes it may take ({@code -Dpostern.semantic.maxBytes}, 128 MiB
 * unless set) and the file that keeps its entries over a restart ({@code -Dpostern.semantic.snapshot}, none unless set).
 * A factory given to the gateway's builder says so itself.
 *
 * <p>Once a gateway runs, its factory, found by {@code gateway.plugins(SemanticCacheFactory.class)}, counts and evicts.
 * Safe for many threads.
 */
public final class SemanticCacheFactory implements ResponseCacheFactory {
    /** The id that configs name. */
    public static final String ID = "semantic";

    private static final long MAX_BYTES = 128L << 20;

    private final long maxBytes;
    private final @Nullable Path snapshot;
    private final VectorIndex.Factory indexes;
    private final SemanticCounters counters = new SemanticCounters();
    private volatile @Nullable SemanticCache cache;
    private volatile @Nullable Snapshots snapshots;

    /** Made by the service loader. */
    public SemanticCacheFactory() {
        this(Long.getLong("postern.semantic.maxBytes", MAX_BYTES), snapshotOfProperty());
    }

    /**
     * Makes a cache of another size.
     *
     * @param maxBytes what its entries may take in all; one tenant takes at most half of it
     * @param snapshot where its entries are kept over a restart, or null
     */
    public SemanticCacheFactory(long maxBytes, @Nullable Path snapshot) {
        this(maxBytes, snapshot, new ExactIndexes());
    }

    /** Makes a cache with another vector index. */
    public SemanticCacheFactory(long maxBytes, @Nullable Path snapshot, VectorIndex.Factory indexes) {
        if (maxBytes < 1) {
            throw new ConfigException("maxBytes: expected 1 or more, found " + maxBytes);
        }
        this.maxBytes = maxBytes;
        this.snapshot = snapshot;
        this.indexes = indexes;
    }

    /** Makes exact indexes; a class, as no lambda implements a generic method. */
    private static final class ExactIndexes implements VectorIndex.Factory {
        @Override
        public <T> VectorIndex<T> create(int dimension) {
            return new ExactIndex<>(dimension);
        }
    }

    private static @Nullable Path snapshotOfProperty() {
        String file = System.getProperty("postern.semantic.snapshot", "");
        return file.isEmpty() ? null : Path.of(file);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Key<?>> keys() {
        return SemanticKeys.all();
    }

    @Override
    public boolean semantic() {
        return true;
    }

    @Override
    public ResponseCache create(StageContext context) {
        SemanticStore store = new SemanticStore(maxBytes, indexes);
        Snapshots files = new Snapshots(snapshot, store, context);
        files.load();
        SemanticCache made = new SemanticCache(store, counters, files, context);
        context.plugins(SemanticFeedback.class).forEach(listener -> listener.attach(made));
        context.plugins(ExactHits.class).forEach(observer -> observer.attach(made));
        snapshots = files;
        cache = made;
        return made;
    }

    /** Checks that there is the embedder that the settings name. */
    @Override
    public void check(Settings settings, StageContext context) {
        new Embedders(context).require(settings.get(SemanticKeys.EMBEDDER), context.path() + ".cache.embedder: ");
    }

    /** Returns what the cache has done. */
    public SemanticCounters.Snapshot counters() {
        return counters.snapshot();
    }

    /** Returns how many entries there are. */
    public int size() {
        SemanticCache made = cache;
        return made == null ? 0 : made.entries().size();
    }

    /** Returns about how many bytes they take. */
    public long bytes() {
        SemanticCache made = cache;
        return made == null ? 0 : made.entries().bytes();
    }

    /** Drops one answer of a tenant, with its copies in other caches; returns how many entries went. */
    public int evict(String tenant, String answerId) {
        SemanticCache made = cache;
        return made == null ? 0 : made.evictAnswer(tenant, answerId);
    }

    /** Drops the answers that a tenant asked under a namespace, with their copies; returns how many went. */
    public int evictNamespace(String tenant, String namespace) {
        SemanticCache made = cache;
        return made == null ? 0 : made.evictNamespace(tenant, namespace);
    }

    /** Drops all answers of a tenant, with their copies; returns how many went. */
    public int evictAll(String tenant) {
        SemanticCache made = cache;
        return made == null ? 0 : made.evictAll(tenant);
    }

    /** Writes the snapshot now, where there is a file for it; blocks. */
    public void save() {
        Snapshots files = snapshots;
        if (files != null) {
            files.save();
        }
    }
}
