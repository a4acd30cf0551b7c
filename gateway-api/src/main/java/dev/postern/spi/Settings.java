/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A plugin's settings, checked against its keys before the plugin sees them. */
public final class Settings {
    private static final Settings EMPTY = new Settings(Map.of());

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /** Returns settings in which every key has its default. */
    public static Settings empty() {
        return EMPTY;
    }

    /** Starts new settings; tests of plugins use it, and the engine. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the value of a key, or its default.
     *
     * @throws NoSuchElementException if it has neither; {@link #find} is for keys that may be absent
     */
    public <T> T get(Key<T> key) {
        Optional<T> value = find(key);
        if (value.isEmpty()) {
            throw new NoSuchElementException("no value and no default: " + key.name());
        }
        return value.get();
    }

    /** Returns the value of a key, or its default; empty where there is neither. */
    @SuppressWarnings("unchecked") // Builder.set takes a value of the key's own type
    public <T> Optional<T> find(Key<T> key) {
        Object value = values.get(key.name());
        return value == null ? key.absent() : Optional.of((T) value);
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> values = new HashMap<>();

        private Builder() {}

        /** Sets the value of a key. */
        public <T> Builder set(Key<T> key, T value) {
            values.put(key.name(), value);
            return this;
        }

        /** Returns the settings. */
        public Settings build() {
            return new Settings(Map.copyOf(values));
        }
    }
}
