/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.InvalidRequestException;
import dev.postern.api.Reply;
import dev.postern.engine.cache.CacheStage;
import dev.postern.engine.cache.PipelineIdentity;
import dev.postern.engine.config.AbsentPlugin;
import dev.postern.engine.config.CacheNode;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Position;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The place between CALL and ROUTE of a node that names no cache: a call that asks for one by its options meets it here,
 * every other call passes.
 */
final class CachePlace implements Chain {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);

    private final String path;
    private final Chain next;
    private final Supplier<PipelineIdentity> identity;
    private final EngineParts parts;
    private final StageContext context;
    private final Map<String, Chain> asked = new ConcurrentHashMap<>();

    CachePlace(String path, Chain next, Supplier<PipelineIdentity> identity, EngineParts parts, StageContext context) {
        this.path = path;
        this.next = next;
        this.identity = identity;
        this.parts = parts;
        this.context = context;
    }

    Chain next() {
        return next;
    }

    @Override
    public Reply proceed(Call call) {
        String mode = call.options().cache();
        return mode == null
                ? next.proceed(call)
                : asked.computeIfAbsent(mode, this::askedFor).proceed(call);
    }

    private Chain askedFor(String mode) {
        if (parts.plugins().caches().find(mode).isEmpty()) {
            throw new InvalidRequestException(
                    "cache: "
                            + AbsentPlugin.problem(
                                    "cache", mode, parts.plugins().caches().ids()),
                    "cache");
        }
        return configured(new CacheNode(mode, DEFAULT_MAX_AGE, Settings.empty()));
    }

    /** Returns the chain with the cache that a config names here. */
    Chain configured(CacheNode cache) {
        CacheStage stage =
                parts.caches().stage(cache.mode(), cache.maxAge(), cache.settings(), identity.get(), context);
        String detail = cache.mode() + ", " + cache.maxAge().toSeconds() + " s";
        ResponseCacheFactory factory =
                parts.plugins().caches().find(cache.mode()).orElseThrow();
        return new StageLink(stage, new PluginStages(parts).label(Position.CALL, "cache", path, detail, factory), next);
    }
}
