/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the maps, lists and values of a program into JSON, without a look inside any other type. */
final class PlainValues {
    private static final int MAX_NESTING = 100;

    private PlainValues() {}

    static JsonElement toJson(String path, @Nullable Object value, Problems problems) {
        return toJson(path, value, problems, 0);
    }

    private static JsonElement toJson(String path, @Nullable Object value, Problems problems, int depth) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof String text) {
            return new JsonPrimitive(text);
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Map<?, ?> map && depth < MAX_NESTING) {
            return object(path, map, problems, depth);
        }
        if (value instanceof List<?> list && depth < MAX_NESTING) {
            JsonArray array = new JsonArray();
            for (int i = 0; i < list.size(); i++) {
                array.add(toJson(JsonPaths.item(path, i), list.get(i), problems, depth + 1));
            }
            return array;
        }
        problems.add(
                path,
                "expected JSON's own types, nested at most " + MAX_NESTING + " levels, found a "
                        + value.getClass().getName());
        return JsonNull.INSTANCE;
    }

    private static JsonElement object(String path, Map<?, ?> map, Problems problems, int depth) {
        JsonObject object = new JsonObject();
        map.forEach((name, member) -> {
            if (name instanceof String text) {
                object.add(text, toJson(JsonPaths.member(path, text), member, problems, depth + 1));
            } else {
                problems.add(path, "expected strings as names");
            }
        });
        return object;
    }
}
