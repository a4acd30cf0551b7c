/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.discovery;

import dev.postern.api.ConfigException;
import dev.postern.spi.Plugin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins of one kind, by id.
 *
 * @param <T> the kind
 */
public final class PluginSet<T extends Plugin> {
    private final Map<String, T> byId = new LinkedHashMap<>();
    private final String kind;

    PluginSet(String kind) {
        this.kind = kind;
    }

    /** Adds a plugin that was found; two classes with one id are an error that names both jars. */
    void addFound(T plugin) {
        T other = byId.putIfAbsent(requireId(plugin), plugin);
        if (other != null && other.getClass() != plugin.getClass()) {
            throw new ConfigException("two " + kind + "s with the id '" + plugin.id() + "': " + describe(other)
                    + " and " + describe(plugin) + "; remove one of the jars");
        }
    }

    /** Adds a plugin that the builder was given; it wins over one that is found. */
    void addGiven(T plugin) {
        T other = byId.put(requireId(plugin), plugin);
        if (other != null) {
            throw new ConfigException("the builder was given two " + kind + "s with the id '" + plugin.id() + "'");
        }
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    private String requireId(T plugin) {
        String id = plugin.id();
        if (id == null || id.isEmpty() || !id.chars().allMatch(PluginSet::isIdCharacter)) {
            throw new ConfigException(
                    describe(plugin) + ": its id must consist of lower-case letters, digits, dashes and underscores");
        }
        return id;
    }

    private static boolean isIdCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static String describe(Object plugin) {
        return plugin.getClass().getName() + " (" + PluginOrigin.of(plugin.getClass()) + ")";
    }

    /** Returns the plugin with this id. */
    public Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns all ids in the order they were found. */
    public Set<String> ids() {
        return byId.keySet();
    }

    /** Returns all plugins by id. */
    public Map<String, T> byId() {
        return Collections.unmodifiableMap(byId);
    }
}
