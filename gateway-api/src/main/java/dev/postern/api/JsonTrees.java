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
        Deque<Iterator<?>> open = new ArrayDeque<>();
        StringBuilder closings = new StringBuilder();
        begin(root, out, open, closings);
        while (!open.isEmpty()) {
            Iterator<?> items = open.getFirst();
            if (!items.hasNext()) {
                open.removeFirst();
                out.ascii(closings.charAt(open.size()));
                closings.setLength(open.size());
                continue;
            }
            if (!out.endsWithOpening()) {
                out.ascii(',');
            }
            Object item = items.next();
            if (item instanceof Map.Entry<?, ?> member) {
                out.string((String) member.getKey());
                out.ascii(':');
                item = member.getValue();
            }
            begin((JsonElement) item, out, open, closings);
        }
    }

    /** Writes a scalar, or opens a container. */
    private static void begin(JsonElement element, JsonBuffer out, Deque<Iterator<?>> open, StringBuilder closings) {
        if (element instanceof JsonObject object) {
            out.ascii('{');
            open.push(object.entrySet().iterator());
            closings.append('}');
        } else if (element instanceof JsonArray array) {
            out.ascii('[');
            open.push(array.iterator());
            closings.append(']');
        } else if (element instanceof JsonPrimitive primitive) {
            scalar(primitive, out);
        } else {
            out.ascii("null");
        }
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
}
