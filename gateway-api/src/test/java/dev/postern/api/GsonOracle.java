/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Says what a body must be refused for: Gson in its strict mode, and the rules that we add to it. */
final class GsonOracle {
    private final JsonReader reader;
    private final JsonLimits limits;
    private final Deque<Set<String>> names = new ArrayDeque<>();
    private int nodes;

    private GsonOracle(String text, JsonLimits limits) {
        this.limits = limits;
        reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(Integer.MAX_VALUE);
    }

    static boolean accepts(byte[] json, JsonLimits limits) {
        if (json.length > limits.maxBytes()) {
            return false;
        }
        try {
            // A new decoder reports malformed input instead of replacing it.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return !text.startsWith("\ufeff") && new GsonOracle(withoutLoneSurrogates(text), limits).document();
        } catch (CharacterCodingException | MalformedJsonException | EOFException e) {
            return false;
        } catch (IOException | IllegalStateException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Moves surrogate escapes that stand alone to where private characters live: {@code d800} becomes {@code e800}.
     *
     * <p>Gson refuses them and we do not, because streams that cut an emoji in two send them.
     */
    private static String withoutLoneSurrogates(String text) {
        StringBuilder moved = new StringBuilder(text);
        for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); i = text.indexOf('\\', i)) {
            int unit = unit(text, i);
            if (unit >= 0xd800 && unit < 0xdc00 && (unit(text, i + 6) & ~0x3ff) == 0xdc00) {
                i += 12;
            } else {
                if (unit >= 0xd800 && unit <= 0xdfff) {
                    moved.setCharAt(i + 2, 'e');
                }
                i += 2;
            }
        }
        return moved.toString();
    }

    private static int unit(String text, int at) {
        String escape = at + 6 <= text.length() ? text.substring(at, at + 6) : "";
        return escape.matches("\\\\u[0-9a-fA-F]{4}") ? Integer.parseInt(escape.substring(2), 16) : -1;
    }

    private boolean document() throws IOException {
        while (true) {
            JsonToken token = reader.peek();
            if (token == JsonToken.END_DOCUMENT) {
                return nodes > 0;
            }
            if (!take(token)) {
                return false;
            }
        }
    }

    private boolean take(JsonToken token) throws IOException {
        switch (token) {
            case END_ARRAY:
                reader.endArray();
                names.pop();
                return true;
            case END_OBJECT:
                reader.endObject();
                names.pop();
                return true;
            case NAME:
                return names.element().add(reader.nextName());
            case BEGIN_ARRAY:
                reader.beginArray();
                names.push(new HashSet<>());
                return ++nodes <= limits.maxNodes() && names.size() <= limits.maxDepth();
            case BEGIN_OBJECT:
                reader.beginObject();
                names.push(new HashSet<>());
                return ++nodes <= limits.maxNodes() && names.size() <= limits.maxDepth();
            case NUMBER:
                return ++nodes <= limits.maxNodes() && reader.nextString().length() <= limits.maxNumberLength();
            case STRING:
                // Skipping it would also skip the look for control characters.
                return reader.nextString() != null && ++nodes <= limits.maxNodes();
            default:
                reader.skipValue();
                return ++nodes <= limits.maxNodes();
        }
    }
}
