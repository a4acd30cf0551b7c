/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object under their right names; what cannot be read is noted and comes back as null. */
final class Fields {
    private final String path;
    private final FieldNames names;
    private final Problems problems;
    private final Map<String, JsonElement> members = new HashMap<>();
    private final JsonObject unknown = new JsonObject();

    Fields(String path, JsonObject object, FieldNames names, Problems problems) {
        this.path = path;
        this.names = names;
        this.problems = problems;
        Map<String, String> spellings = new HashMap<>();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String written = member.getKey();
            String name = names.find(written);
            if (name == null) {
                unknown.add(written, member.getValue());
            } else if (members.putIfAbsent(name, member.getValue()) == null) {
                spellings.put(name, written);
            } else {
                problem(name, "found as " + spellings.get(name) + " and as " + written + "; keep " + name);
            }
        }
    }

    /** Notes every member whose name is unknown. */
    void refuseUnknown() {
        for (String name : unknown.keySet()) {
            problems.add(JsonPaths.member(path, name), names.problem(name));
        }
    }

    String path() {
        return path;
    }

    String path(String name) {
        return JsonPaths.member(path, name);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    @Nullable
    JsonElement find(String name) {
        return members.get(name);
    }

    void problemAt(String otherPath, String name, String problem) {
        problems.add(JsonPaths.member(otherPath, name), problem);
    }

    void problem(String name, String problem) {
        problems.add(path(name), problem);
    }

    <T> @Nullable T read(Key<T> key) {
        return read(key.name(), key.expected(), key::read);
    }

    <T> @Nullable T read(String name, String expected, Function<JsonElement, Optional<T>> reader) {
        JsonElement value = members.get(name);
        if (value == null) {
            return null;
        }
        Optional<T> read = reader.apply(value);
        if (read.isEmpty()) {
            problem(name, "expected " + expected + ", found " + Found.describe(name, value));
        }
        return read.orElse(null);
    }

    @Nullable
    JsonObject object(String name) {
        return read(name, "an object", value -> Optional.of(value).filter(JsonElement::isJsonObject))
                        instanceof JsonObject object
                ? object
                : null;
    }
}
