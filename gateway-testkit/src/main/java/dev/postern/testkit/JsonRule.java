/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Says what a JSON value must be. */
@FunctionalInterface
interface JsonRule {
    /** Adds what is wrong with the value to the problems, each with its path. */
    void check(String path, JsonElement value, List<String> problems);

    static JsonRule string() {
        return primitive("a string", JsonPrimitive::isString);
    }

    static JsonRule word(String... allowed) {
        List<String> words = List.of(allowed);
        String expected = words.size() == 1 ? '"' + words.get(0) + '"' : "one of " + String.join(", ", words);
        return primitive(expected, value -> value.isString() && words.contains(value.getAsString()));
    }

    static JsonRule number() {
        return primitive("a number", JsonPrimitive::isNumber);
    }

    /** A whole number of 0 or more, written without fraction and exponent, as SDKs of typed languages need it. */
    static JsonRule count() {
        return primitive(
                "a whole number of 0 or more",
                value -> value.isNumber()
                        && value.getAsString().chars().allMatch(c -> c >= '0' && c <= '9')
                        && value.getAsString().length() < 19);
    }

    static JsonRule orNull(JsonRule rule) {
        return (path, value, problems) -> {
            if (!value.isJsonNull()) {
                rule.check(path, value, problems);
            }
        };
    }

    static JsonRule listOf(JsonRule element) {
        return (path, value, problems) -> {
            if (!value.isJsonArray()) {
                problems.add(path + ": expected a list, found " + kind(value));
                return;
            }
            int position = 0;
            for (JsonElement one : value.getAsJsonArray()) {
                element.check(path + "[" + position++ + "]", one, problems);
            }
        };
    }

    static JsonRule someOf(JsonRule element) {
        return (path, value, problems) -> {
            listOf(element).check(path, value, problems);
            if (value.isJsonArray() && value.getAsJsonArray().isEmpty()) {
                problems.add(path + ": expected at least one element");
            }
        };
    }

    /** Applies to a string the first rule, to everything else the second. */
    static JsonRule stringOr(JsonRule otherwise) {
        return (path, value, problems) -> {
            if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
                otherwise.check(path, value, problems);
            }
        };
    }

    static Members object() {
        return new Members();
    }

    private static JsonRule primitive(String expected, Predicate<JsonPrimitive> test) {
        return (path, value, problems) -> {
            if (!(value instanceof JsonPrimitive primitive) || !test.test(primitive)) {
                problems.add(path + ": expected " + expected + ", found " + kind(value));
            }
        };
    }

    private static String kind(JsonElement value) {
        if (value.isJsonObject()) {
            return "an object";
        }
        return value.isJsonArray() ? "a list" : value.toString();
    }

    /**
     * An object with some members checked; others may be there unless told otherwise. Filled while it is set up, then
     * only read.
     */
    final class Members implements JsonRule {
        private final Map<String, JsonRule> required = new LinkedHashMap<>();
        private final Map<String, JsonRule> optional = new LinkedHashMap<>();
        private boolean only;

        private Members() {}

        Members required(String name, JsonRule rule) {
            required.put(name, rule);
            return this;
        }

        Members optional(String name, JsonRule rule) {
            optional.put(name, rule);
            return this;
        }

        /** Allows no members but those named. */
        Members only() {
            only = true;
            return this;
        }

        @Override
        public void check(String path, JsonElement value, List<String> problems) {
            if (!value.isJsonObject()) {
                problems.add(path + ": expected an object, found " + kind(value));
                return;
            }
            JsonObject object = value.getAsJsonObject();
            required.forEach((name, rule) -> {
                if (object.has(name)) {
                    rule.check(path + "." + name, object.get(name), problems);
                } else {
                    problems.add(path + "." + name + ": missing");
                }
            });
            optional.forEach((name, rule) -> {
                if (object.has(name)) {
                    rule.check(path + "." + name, object.get(name), problems);
                }
            });
            if (only) {
                object.keySet().stream()
                        .filter(name -> !required.containsKey(name) && !optional.containsKey(name))
                        .forEach(name -> problems.add(path + "." + name + ": not allowed here"));
            }
        }
    }
}
