/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.ConfigException;
import dev.postern.engine.discovery.PluginSet;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The caches of one gateway, each made when a config first names it, and the equal calls in flight before them. */
public final class ResponseCaches implements AutoCloseable {
    private final PluginSet<ResponseCacheFactory> factories;
    private final Map<String, GuardedCache> made = new ConcurrentHashMap<>();
    private final Flights flights = new Flights();
    private final Answers answers;
    private final Settings bounds;

    /**
     * Starts without any cache.
     *
     * @param bounds what the operator set for the exact cache
     */
    public ResponseCaches(PluginSet<ResponseCacheFactory> factories, Settings bounds) {
        this.factories = factories;
        this.bounds = bounds;
        this.answers = new CallAnswers(SimpleCacheFactory.maxEntryBytes(bounds));
    }

    /**
     * Makes the stage that asks a cache at one place in a config; before every other cache the exact one is asked.
     *
     * @param mode the cache's id
     * @param context what the cache is created with if this is the first place that names it
     */
    public CacheStage stage(
            String mode, Duration maxAge, Settings settings, PipelineIdentity pipeline, StageContext context) {
        GuardedCache exact = cache(SimpleCacheFactory.ID, context);
        List<AskedCache> asked =
                mode.equals(SimpleCacheFactory.ID) ? List.of(exact) : List.of(exact, cache(mode, context));
        factory(mode, context).check(settings, context);
        CacheScopes scopes = new CacheScopes(pipeline, SimpleCacheFactory.maxEntryBytes(bounds));
        return new CacheStage(asked, maxAge, settings, scopes, flights, answers, context);
    }

    private GuardedCache cache(String id, StageContext context) {
        GuardedCache known = made.get(id);
        return known != null ? known : made.computeIfAbsent(id, name -> make(name, context));
    }

    private GuardedCache make(String id, StageContext context) {
        ResponseCacheFactory factory = factory(id, context);
        ResponseCache cache =
                factory instanceof SimpleCacheFactory simple ? simple.create(bounds, context) : factory.create(context);
        return new GuardedCache(id, factory.semantic(), cache, context.time());
    }

    private ResponseCacheFactory factory(String id, StageContext context) {
        return factories.find(id).orElseThrow(() -> new ConfigException(context.path() + ": no cache '" + id + "'"));
    }

    /** Frees what the caches hold; one that fails at it does not keep the others. */
    @Override
    public void close() {
        made.values().forEach(GuardedCache::close);
        made.clear();
    }

    /** Drops every copy of an answer of that tenant from every cache. */
    public void evict(String tenant, String answerId) {
        made.values().forEach(cache -> cache.evict(tenant, answerId));
    }

    /** Returns how many different calls are in flight before a cache. */
    public int inFlight() {
        return flights.size();
    }
}
