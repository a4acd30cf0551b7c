/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.engine.config.Found;
import dev.postern.engine.config.JsonPaths;
import dev.postern.engine.config.Problems;
import dev.postern.engine.config.SettingsReader;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code strategy.sticky}. */
final class StickyReader {
    private static final long A_YEAR = Duration.ofDays(365).toSeconds();
    private static final Key<Boolean> ENABLED = Key.bool("enabled").required();
    private static final Key<JsonArray> HASH_FIELDS = Key.array("hash_fields");
    private static final Key<Long> TTL = Key.integer("ttl", 1, A_YEAR).withDefault(3_600L);

    /**
     * What it says.
     *
     * @param fields the fields that are hashed, at least one
     * @param ttl how long the choice lasts
     */
    record Sticky(List<CallField> fields, Duration ttl) {}

    private StickyReader() {}

    /** Returns what the object says; null where it is switched off, or where a problem was noted. */
    static @Nullable Sticky read(String path, JsonObject object, Problems problems) {
        Settings settings = SettingsReader.read(path, object, List.of(ENABLED, HASH_FIELDS, TTL), problems);
        String place = path + ".hash_fields";
        List<CallField> fields = new ArrayList<>();
        JsonArray texts = settings.find(HASH_FIELDS).orElseGet(JsonArray::new);
        for (int i = 0; i < texts.size(); i++) {
            CallField field = field(texts.get(i));
            if (field == null) {
                problems.add(
                        JsonPaths.item(place, i),
                        "expected metadata.<key>, params.<name> or headers.<name>, found "
                                + Found.describe(place, texts.get(i)));
            } else {
                fields.add(field);
            }
        }
        boolean enabled = settings.find(ENABLED).orElse(false);
        if (enabled && texts.isEmpty()) {
            problems.add(place, "expected at least one field");
        }
        return enabled && !fields.isEmpty()
                ? new Sticky(List.copyOf(fields), Duration.ofSeconds(settings.get(TTL)))
                : null;
    }

    private static @Nullable CallField field(JsonElement value) {
        boolean text = value instanceof JsonPrimitive primitive && primitive.isString();
        CallField field = text ? CallField.of(value.getAsString()) : null;
        return field instanceof CallField.Pathname ? null : field;
    }
}
