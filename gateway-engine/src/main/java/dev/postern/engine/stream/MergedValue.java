/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.stream;

import dev.postern.api.Body;
import dev.postern.api.BodyBuilder;
import dev.postern.api.JsonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value that comes in pieces: texts and lists are joined, objects member by member, elements with an {@code index} by
 * that index; of everything else the last piece counts.
 */
final class MergedValue {
    private static final Body NULL = Body.parse(new byte[] {'n', 'u', 'l', 'l'});

    /** Texts that are no pieces: providers send them once, or whole with every piece. */
    private static final Set<String> WHOLE_TEXTS = Set.of("role", "id", "type", "name");

    private @Nullable StringBuilder text;
    private @Nullable Map<String, MergedValue> members;
    private @Nullable List<Body> elements;
    private @Nullable TreeMap<Long, MergedValue> indexed;
    private @Nullable Body last;

    /** Adds a piece; returns how much larger it made this value, in characters and bytes. */
    int add(String name, JsonView piece) {
        if (piece.isObject()) {
            return addMembers(piece);
        }
        if (piece.isArray()) {
            return addElements(piece);
        }
        String string = WHOLE_TEXTS.contains(name) ? null : piece.string().orElse(null);
        if (string != null) {
            text = text == null ? new StringBuilder() : text;
            text.append(string);
            return string.length();
        }
        if (!piece.isNull() || last == null) {
            last = piece.toBody();
        }
        return 0;
    }

    private int addMembers(JsonView object) {
        members = members == null ? new LinkedHashMap<>() : members;
        int grown = 0;
        for (JsonView.Member member : object.members()) {
            grown += members.computeIfAbsent(member.name(), name -> new MergedValue())
                    .add(member.name(), member.value());
        }
        return grown;
    }

    private int addElements(JsonView array) {
        int grown = 0;
        for (JsonView element : array.elements()) {
            JsonView index = element.get("index");
            if (index.integer().isPresent()) {
                indexed = indexed == null ? new TreeMap<>() : indexed;
                grown += indexed.computeIfAbsent(index.integer().getAsLong(), i -> new MergedValue())
                        .addMembers(element);
            } else {
                elements = elements == null ? new ArrayList<>() : elements;
                Body whole = element.toBody();
                elements.add(whole);
                grown += whole.size();
            }
        }
        if (indexed == null && elements == null) {
            elements = new ArrayList<>();
        }
        return grown;
    }

    /** Writes the value under a name, all pieces joined; positions of pieces are left out. */
    void writeTo(BodyBuilder out, String name) {
        if (text != null) {
            out.put(name, text.toString());
        } else if (members != null) {
            out.beginObject(name);
            writeMembers(out);
            out.end();
        } else if (indexed != null || elements != null) {
            out.beginArray(name);
            if (indexed != null) {
                indexed.values().forEach(element -> {
                    out.beginObject();
                    element.writeMembers(out);
                    out.end();
                });
            }
            if (elements != null) {
                elements.forEach(out::add);
            }
            out.end();
        } else {
            out.put(name, last == null ? NULL : last);
        }
    }

    private void writeMembers(BodyBuilder out) {
        if (members != null) {
            members.forEach((name, value) -> {
                if (!name.equals("index")) {
                    value.writeTo(out, name);
                }
            });
        }
    }

    /** Writes the members of a message, with the role and the content that every message has. */
    void writeMessage(BodyBuilder out) {
        out.beginObject("message");
        if (members == null || !members.containsKey("role")) {
            out.put("role", "assistant");
        }
        if (members == null || !members.containsKey("content")) {
            out.putNull("content");
        }
        writeMembers(out);
        out.end();
    }
}
