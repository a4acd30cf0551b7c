/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.discovery;

import dev.postern.api.ConfigException;
import dev.postern.spi.CallObserver;
import dev.postern.spi.Plugin;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All plugins of one gateway.
 *
 * @param providers the adapters to providers
 * @param stages the stages that configs may switch on
 * @param routers the strategies, built-in ones included
 * @param caches the caches, the exact one included
 * @param observers who is told of every call
 */
public record Plugins(
        PluginSet<ProviderFactory> providers,
        PluginSet<StageFactory> stages,
        PluginSet<RouterFactory> routers,
        PluginSet<ResponseCacheFactory> caches,
        PluginSet<CallObserver> observers) {

    /**
     * Looks for plugins with the class loaders of the interfaces and of the current thread.
     *
     * @param given plugins that win over those found
     * @param builtIn routers that the engine brings
     * @param builtInCache the exact cache that the engine brings
     * @throws ConfigException if a class does not load or two share an id; the message names the jars
     */
    public static Plugins discover(List<Plugin> given, List<RouterFactory> builtIn, ResponseCacheFactory builtInCache) {
        PluginSet<RouterFactory> routers = discover(RouterFactory.class, "router", given);
        for (RouterFactory router : builtIn) {
            if (!routers.has(router.id())) {
                routers.addFound(router);
            }
        }
        PluginSet<ResponseCacheFactory> caches = discover(ResponseCacheFactory.class, "cache", given);
        if (!caches.has(builtInCache.id())) {
            caches.addFound(builtInCache);
        }
        return new Plugins(
                discover(ProviderFactory.class, "provider", given),
                discover(StageFactory.class, "stage", given),
                routers,
                caches,
                discover(CallObserver.class, "observer", given));
    }

    private static <T extends Plugin> PluginSet<T> discover(Class<T> type, String kind, List<Plugin> given) {
        PluginSet<T> plugins = new PluginSet<>(kind);
        for (Plugin plugin : given) {
            if (type.isInstance(plugin)) {
                plugins.addGiven(type.cast(plugin));
            }
        }
        Set<String> givenIds = Set.copyOf(plugins.ids());
        for (T found : load(type)) {
            if (!givenIds.contains(found.id())) {
                plugins.addFound(found);
            }
        }
        return plugins;
    }

    private static <T> List<T> load(Class<T> type) {
        List<T> found = new ArrayList<>();
        Set<Class<?>> seen = new HashSet<>();
        for (ClassLoader loader : loaders(type)) {
            Iterator<T> services = ServiceLoader.load(type, loader).iterator();
            while (hasNext(services, type, loader)) {
                T service = next(services, type, loader);
                if (seen.add(service.getClass())) {
                    found.add(service);
                }
            }
        }
        return found;
    }

    private static List<ClassLoader> loaders(Class<?> type) {
        ClassLoader own = type.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null || context.equals(own) ? List.of(own) : List.of(own, context);
    }

    private static <T> boolean hasNext(Iterator<T> services, Class<T> type, ClassLoader loader) {
        try {
            return services.hasNext();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw broken(type, loader, e);
        }
    }

    private static <T> T next(Iterator<T> services, Class<T> type, ClassLoader loader) {
        try {
            return services.next();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw broken(type, loader, e);
        }
    }

    private static ConfigException broken(Class<?> type, ClassLoader loader, Error error) {
        String message = String.valueOf(error.getMessage());
        String jar = jarThatNames(type, loader, message);
        Throwable reason = error.getCause() == null ? error : error.getCause();
        return new ConfigException(
                "a plugin does not load: " + message + (jar == null ? "" : "; it is named by " + jar) + "; reason: "
                        + reason + "; remove the jar or add the dependency it misses",
                error);
    }

    /** The loader's own message names the class but not the jar, so look which service file lists it. */
    private static @Nullable String jarThatNames(Class<?> type, ClassLoader loader, String message) {
        try {
            for (URL file : Collections.list(loader.getResources("META-INF/services/" + type.getName()))) {
                String listed = new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8);
                for (String line : listed.lines().toList()) {
                    if (!line.isBlank() && message.contains(line.trim())) {
                        return PluginOrigin.jarOf(file);
                    }
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
