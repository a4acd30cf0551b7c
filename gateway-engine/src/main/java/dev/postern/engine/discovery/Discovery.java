/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.discovery;

import dev.postern.api.ConfigException;
import dev.postern.spi.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plugins of one gateway with the class loaders of the interfaces and of the current thread.
 *
 * <p>A class that is listed under several kinds is made once and serves as each.
 */
final class Discovery {
    private final List<Plugin> given;
    private final Map<Class<?>, Plugin> made = new HashMap<>();

    /** Looks beside plugins that win over those found. */
    Discovery(List<Plugin> given) {
        this.given = given;
    }

    <T extends Plugin> PluginSet<T> find(Class<T> type, String kind) {
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

    private <T extends Plugin> List<T> load(Class<T> type) {
        List<T> found = new ArrayList<>();
        Set<Class<?>> seen = new HashSet<>();
        for (ClassLoader loader : loaders(type)) {
            Iterator<ServiceLoader.Provider<T>> services =
                    ServiceLoader.load(type, loader).stream().iterator();
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

    private static boolean hasNext(Iterator<?> services, Class<?> type, ClassLoader loader) {
        try {
            return services.hasNext();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw broken(type, loader, e);
        }
    }

    private <T extends Plugin> T next(Iterator<ServiceLoader.Provider<T>> services, Class<T> type, ClassLoader loader) {
        try {
            ServiceLoader.Provider<T> service = services.next();
            Plugin known = made.get(service.type());
            if (known != null) {
                return type.cast(known);
            }
            T plugin = service.get();
            made.put(plugin.getClass(), plugin);
            return plugin;
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
