/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts between Gson's trees and text, without recursion and without losing a lone surrogate. */
final class JsonTrees {
    private static final TypeAdapter<JsonElement> ADAPTER = new Gson().getAdapter(JsonElement.class);

    private JsonTrees() {}

    /** Reads text that has been validated. */
    static JsonElement read(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        // The text is known to be strict; Gson's own STRICT refuses the lone surrogates that we let through.
        reader.setStrictness(Strictness.LEGACY_STRICT);
        // The body's own limit was applied already, and may have been higher than Gson's.
        reader.setNestingLimit(Integer.MAX_VALUE);
        try {
            return ADAPTER.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a tree.
     *
     * @throws IllegalArgumentException if it holds a number that JSON cannot carry
     */
    static void write(JsonElement root, JsonBuffer out) {
        Deque<Level> open = new ArrayDeque<>();
        Level level = begin(root, out);
        while (level != null) {
            if (!level.hasNext()) {
                out.ascii(level.closing());
                level = open.poll();
                continue;
            }
            Level inner = begin(level.next(out), out);
            if (inner != null) {
                open.push(level);
                level = inner;
            }
        }
    }

    /** Writes a scalar, or opens a container and returns it. */
    private static @Nullable Level begin(JsonElement element, JsonBuffer out) {
        if (element instanceof JsonObject object) {
            out.ascii('{');
            return new Level(object.entrySet().iterator(), null);
        }
        if (element instanceof JsonArray array) {
            out.ascii('[');
            return new Level(null, array.iterator());
        }
        if (element instanceof JsonPrimitive primitive) {
            scalar(primitive, out);
        } else {
            out.ascii("null");
        }
        return null;
    }

    private static void scalar(JsonPrimitive primitive, JsonBuffer out) {
        String text = primitive.getAsString();
        if (primitive.isString()) {
            out.string(text);
            return;
        }
        if (primitive.isNumber() && !JsonNumbers.isNumber(text)) {
            throw new IllegalArgumentException("JSON has no number for NaN, an infinity or what is no number at all");
        }
        out.ascii(text);
    }

    /** What is left of an open container. */
    private static final class Level {
        private final @Nullable Iterator<Map.Entry<String, JsonElement>> members;
        private final @Nullable Iterator<JsonElement> elements;
        private boolean begun;

        Level(@Nullable Iterator<Map.Entry<String, JsonElement>> members, @Nullable Iterator<JsonElement> elements) {
            this.members = members;
            this.elements = elements;
        }

        boolean hasNext() {
            return members != null ? members.hasNext() : elements != null && elements.hasNext();
        }

        char closing() {
            return members != null ? '}' : ']';
        }

        JsonElement next(JsonBuffer out) {
            if (begun) {
                out.ascii(',');
            }
            begun = true;
            if (members != null) {
                Map.Entry<String, JsonElement> member = members.next();
                out.string(member.getKey());
                out.ascii(':');
                return member.getValue();
            }
            return Objects.requireNonNull(elements).next();
        }
    }
}
