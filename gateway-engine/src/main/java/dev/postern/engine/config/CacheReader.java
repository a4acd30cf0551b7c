/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code cache}: an object, or the mode alone as in 2023. */
final class CacheReader {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);
    private static final Key<String> MODE = Key.string("mode");
    private static final Key<Long> MAX_AGE_SECONDS = Key.integer("max_age", 60, 7_776_000);
    private static final List<String> NAMES = List.of(MODE.name(), MAX_AGE_SECONDS.name());

    private final Map<String, List<Key<?>>> caches;
    private final Problems problems;

    CacheReader(Map<String, List<Key<?>>> caches, Problems problems) {
        this.caches = caches;
        this.problems = problems;
    }

    @Nullable
    CacheNode read(Fields node) {
        JsonElement value = node.find("cache");
        if (value == null) {
            return null;
        }
        if (value instanceof JsonObject object) {
            return readObject(node.path("cache"), object);
        }
        String mode = node.read("cache", "an object or a cache's id", MODE::read);
        if (mode == null) {
            return null;
        }
        check(node, "cache", mode);
        String path = node.path("cache");
        Settings settings = SettingsReader.read(path, new JsonObject(), caches.getOrDefault(mode, List.of()), problems);
        return new CacheNode(mode, DEFAULT_MAX_AGE, settings);
    }

    private @Nullable CacheNode readObject(String path, JsonObject object) {
        // First with no keys but these two: the mode decides which others there are.
        Fields fields = new Fields(path, object, FieldNames.of(NAMES), problems);
        String mode = fields.read(MODE);
        // The unit is said because other gateways count in milliseconds here.
        Long seconds = fields.read("max_age", "a whole number of seconds from 60 to 7776000", MAX_AGE_SECONDS::read);
        if (!fields.has("mode")) {
            fields.problem("mode", "missing; expected a cache's id; present: " + AbsentPlugin.list(caches.keySet()));
        }
        if (mode == null) {
            return null;
        }
        check(fields, "mode", mode);
        Duration maxAge = seconds == null ? DEFAULT_MAX_AGE : Duration.ofSeconds(seconds);
        return new CacheNode(mode, maxAge, settings(path, object, mode));
    }

    /** Reads the cache's own keys; those of a cache that is not there cannot be judged. */
    private Settings settings(String path, JsonObject object, String mode) {
        List<Key<?>> keys = caches.get(mode);
        if (keys == null) {
            return Settings.empty();
        }
        List<String> names = new ArrayList<>(NAMES);
        keys.forEach(key -> names.add(key.name()));
        Fields all = new Fields(path, object, FieldNames.of(names), problems);
        all.refuseUnknown();
        return SettingsReader.read(all, keys);
    }

    private void check(Fields fields, String name, String mode) {
        if (!caches.containsKey(mode)) {
            fields.problem(name, AbsentPlugin.problem("cache", mode, caches.keySet()));
        }
    }
}
