/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code cache}: an object, or the mode alone as in 2023. */
final class CacheReader {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);
    private static final Key<String> MODE = Key.string("mode");
    private static final Key<Long> MAX_AGE_SECONDS = Key.integer("max_age", 60, 7_776_000);
    private static final FieldNames NAMES = FieldNames.of(List.of(MODE.name(), MAX_AGE_SECONDS.name()));

    private final Set<String> caches;
    private final Problems problems;

    CacheReader(Set<String> caches, Problems problems) {
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
            return readObject(new Fields(node.path("cache"), object, NAMES, problems));
        }
        String mode = node.read("cache", "an object or a cache's id", MODE::read);
        if (mode == null) {
            return null;
        }
        check(node, "cache", mode);
        return new CacheNode(mode, DEFAULT_MAX_AGE, JsonMembers.empty());
    }

    private @Nullable CacheNode readObject(Fields fields) {
        String mode = fields.read(MODE);
        // The unit is said because other gateways count in milliseconds here.
        Long seconds = fields.read("max_age", "a whole number of seconds from 60 to 7776000", MAX_AGE_SECONDS::read);
        if (!fields.has("mode")) {
            fields.problem("mode", "missing; expected a cache's id; present: " + AbsentPlugin.list(caches));
        }
        if (mode == null) {
            return null;
        }
        check(fields, "mode", mode);
        Duration maxAge = seconds == null ? DEFAULT_MAX_AGE : Duration.ofSeconds(seconds);
        return new CacheNode(mode, maxAge, JsonMembers.copyOf(fields.unknown()));
    }

    private void check(Fields fields, String name, String mode) {
        if (!caches.contains(mode)) {
            fields.problem(name, AbsentPlugin.problem("cache", mode, caches));
        }
    }
}
