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
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.postern.api.ConfigException;
import java.io.IOException;
import java.io.StringReader;

/** Reads JSON as RFC 8259 has it, within bounds, and notes every key that is written twice. */
final class StrictJson {
    static final int MAX_CHARS = 1 << 20;
    private static final int MAX_NESTING = 100;
    private static final int MAX_VALUES = 250_000;
    private static final int MAX_NUMBER_CHARS = 100;

    private final JsonReader reader;
    private final String root;
    private final Problems problems;
    private int values;

    private StrictJson(JsonReader reader, String root, Problems problems) {
        this.reader = reader;
        this.root = root;
        this.problems = problems;
    }

    /**
     * Reads an object.
     *
     * @param root what problems call the text
     * @throws ConfigException if the text is no JSON, too large, or no object
     */
    static JsonObject readObject(String text, String root, Problems problems) {
        if (text.length() > MAX_CHARS) {
            throw new ConfigException(root + ": larger than 1 MiB");
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        // Below the reader's own limit, so that the text of the error is ours.
        reader.setNestingLimit(MAX_NESTING + 1);
        JsonElement value;
        try {
            value = new StrictJson(reader, root, problems).document();
        } catch (IOException e) {
            // Its message has class names, links and, worse, the text around the place.
            throw new ConfigException(root + ": not valid JSON" + place(reader));
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new ConfigException(root + ": expected an object, found " + Found.describe(root, value));
    }

    private JsonElement document() throws IOException {
        JsonElement value = value("", 0);
        // Asking what follows makes the strict reader refuse it.
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("more than one value");
        }
        return value;
    }

    private JsonElement value(String path, int depth) throws IOException {
        if (++values > MAX_VALUES) {
            throw new ConfigException(root + ": more than " + MAX_VALUES + " values");
        }
        JsonToken token = reader.peek();
        if (depth == MAX_NESTING && (token == JsonToken.BEGIN_ARRAY || token == JsonToken.BEGIN_OBJECT)) {
            throw new ConfigException(root + ": nested deeper than " + MAX_NESTING + " levels" + place(reader));
        }
        if (token == JsonToken.BEGIN_OBJECT) {
            return object(path, depth + 1);
        }
        if (token == JsonToken.BEGIN_ARRAY) {
            return array(path, depth + 1);
        }
        if (token == JsonToken.STRING) {
            return new JsonPrimitive(reader.nextString());
        }
        if (token == JsonToken.NUMBER) {
            return number();
        }
        if (token == JsonToken.BOOLEAN) {
            return new JsonPrimitive(reader.nextBoolean());
        }
        reader.nextNull();
        return JsonNull.INSTANCE;
    }

    private JsonElement object(String path, int depth) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            String member = JsonPaths.member(path, name);
            JsonElement value = value(member, depth);
            if (object.has(name)) {
                problems.add(root.isEmpty() ? member : rooted(member), "written twice");
            } else {
                object.add(name, value);
            }
        }
        reader.endObject();
        return object;
    }

    private String rooted(String member) {
        return member.startsWith("[") ? root + member : root + "." + member;
    }

    private JsonElement array(String path, int depth) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(JsonPaths.item(path, array.size()), depth));
        }
        reader.endArray();
        return array;
    }

    private JsonElement number() throws IOException {
        Number number = ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader);
        if (number.toString().length() > MAX_NUMBER_CHARS) {
            throw new ConfigException(
                    root + ": a number of more than " + MAX_NUMBER_CHARS + " characters" + place(reader));
        }
        return new JsonPrimitive(number);
    }

    /** Takes line and column out of the only text in which the reader tells them. */
    private static String place(JsonReader reader) {
        String text = reader.toString();
        int line = text.indexOf(" line ");
        int path = text.indexOf(" path ");
        return line < 0 || path < line ? "" : " at" + text.substring(line, path).replace(" column", ", column");
    }
}
