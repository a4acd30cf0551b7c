/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.spi.Key;
import dev.postern.spi.Plugin;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a gateway has on board: the plugins that configs may name, with the keys that each reads.
 *
 * <p>Built-in strategies count as routers; {@code single} is there even if it is not listed.
 *
 * @param providers the keys of the operator's settings, by the provider's id
 * @param routers the keys beside {@code mode} in {@code strategy}, by the router's id
 * @param caches the keys beside {@code mode} and {@code max_age}, by the cache's id
 * @param stages the keys of the settings in {@code stages}, by the stage's id
 */
public record Catalogue(
        Map<String, List<Key<?>>> providers,
        Map<String, List<Key<?>>> routers,
        Map<String, List<Key<?>>> caches,
        Map<String, List<Key<?>>> stages) {
    /** Copies what it is given. */
    public Catalogue {
        providers = Map.copyOf(providers);
        routers = Map.copyOf(routers);
        caches = Map.copyOf(caches);
        stages = Map.copyOf(stages);
    }

    /** Lists what the plugins that were found say of themselves. */
    public static Catalogue of(
            Collection<? extends ProviderFactory> providers,
            Collection<? extends RouterFactory> routers,
            Collection<? extends ResponseCacheFactory> caches,
            Collection<? extends StageFactory> stages) {
        return new Catalogue(
                providers.stream().collect(Collectors.toMap(Plugin::id, ProviderFactory::keys)),
                routers.stream().collect(Collectors.toMap(Plugin::id, RouterFactory::keys)),
                caches.stream().collect(Collectors.toMap(Plugin::id, ResponseCacheFactory::keys)),
                stages.stream().collect(Collectors.toMap(Plugin::id, StageFactory::keys)));
    }
}
