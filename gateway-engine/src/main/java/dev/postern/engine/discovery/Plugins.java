/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.discovery;

import dev.postern.api.ConfigException;
import dev.postern.spi.CallObserver;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.EndpointFactory;
import dev.postern.spi.FeedbackListener;
import dev.postern.spi.Plugin;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * All plugins of one gateway.
 *
 * @param providers the adapters to providers
 * @param stages the stages that configs may switch on
 * @param routers the strategies, built-in ones included
 * @param caches the caches, the exact one included
 * @param observers who is told of every call
 * @param beside what serves plugins and the HTTP face rather than calls: embedders, listeners to feedback, routes
 */
public record Plugins(
        PluginSet<ProviderFactory> providers,
        PluginSet<StageFactory> stages,
        PluginSet<RouterFactory> routers,
        PluginSet<ResponseCacheFactory> caches,
        PluginSet<CallObserver> observers,
        List<PluginSet<?>> beside) {

    /**
     * Looks for plugins with the class loaders of the interfaces and of the current thread.
     *
     * @param given plugins that win over those found
     * @param builtIn routers that the engine brings
     * @param builtInCache the exact cache that the engine brings
     * @throws ConfigException if a class does not load or two share an id; the message names the jars
     */
    public static Plugins discover(List<Plugin> given, List<RouterFactory> builtIn, ResponseCacheFactory builtInCache) {
        Discovery discovery = new Discovery(given);
        PluginSet<RouterFactory> routers = discovery.find(RouterFactory.class, "router");
        for (RouterFactory router : builtIn) {
            if (!routers.has(router.id())) {
                routers.addFound(router);
            }
        }
        PluginSet<ResponseCacheFactory> caches = discovery.find(ResponseCacheFactory.class, "cache");
        if (!caches.has(builtInCache.id())) {
            caches.addFound(builtInCache);
        }
        return new Plugins(
                discovery.find(ProviderFactory.class, "provider"),
                discovery.find(StageFactory.class, "stage"),
                routers,
                caches,
                discovery.find(CallObserver.class, "observer"),
                List.of(
                        discovery.find(EmbedderFactory.class, "embedder"),
                        discovery.find(FeedbackListener.class, "listener to feedback"),
                        discovery.find(EndpointFactory.class, "bringer of routes")));
    }

    /** Returns the plugins of a type, each once. */
    public <T> List<T> ofType(Class<T> type) {
        return Stream.concat(Stream.of(providers, stages, routers, caches, observers), beside.stream())
                .flatMap(set -> set.byId().values().stream())
                .distinct()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
