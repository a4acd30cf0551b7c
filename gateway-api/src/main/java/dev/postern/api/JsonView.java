/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows one value of a {@link Body} without copying it.
 *
 * <p>What is not there is a view too, of kind {@link Kind#MISSING}, so that calls chain:
 * {@code json().get("choices").at(0).get("message").get("content").string()}. Nothing here throws because of what the
 * body holds; readers of the wrong kind are empty.
 *
 * <p>Immutable and thread-safe. A view keeps its whole body in memory. Members of the root are found by the body's index;
 * elsewhere {@link #get}, {@link #at} and {@link #size} walk over the value's text.
 */
public final class JsonView {
    /** Says what a view shows. */
    public enum Kind {
        /** Members by name. */
        OBJECT("an object"),
        /** Elements by position. */
        ARRAY("an array"),
        /** Text. */
        STRING("a string"),
        /** A number, whole or not. */
        NUMBER("a number"),
        /** {@code true} or {@code false}. */
        BOOLEAN("a boolean"),
        /** The literal {@code null}. */
        NULL("null"),
        /** Nothing: there is no such member or element. */
        MISSING("nothing");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** Returns the kind as error messages name it: "an object", "a string". */
        public String phrase() {
            return phrase;
        }
    }

    private static final JsonView MISSING = new JsonView(Body.NULL, 0, 0);

    private final Body body;
    private final int start;
    private final int end;

    JsonView(Body body, int start, int end) {
        this.body = body;
        this.start = start;
        this.end = end;
    }

    /** Returns the view of what is not there. */
    public static JsonView missing() {
        return MISSING;
    }

    /** Returns what this view shows. */
    public Kind kind() {
        if (start == end) {
            return Kind.MISSING;
        }
        return switch (bytes()[start]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /** Whether there is a value; {@code null} is one. */
    public boolean exists() {
        return start != end;
    }

    /** Whether the value is {@code null}. */
    public boolean isNull() {
        return startsWith('n');
    }

    /** Whether the value is an object. */
    public boolean isObject() {
        return startsWith('{');
    }

    /** Whether the value is an array. */
    public boolean isArray() {
        return startsWith('[');
    }

    /** Returns the member of this name; missing too if this is no object. */
    public JsonView get(String name) {
        if (!isObject()) {
            return MISSING;
        }
        if (body.isRoot(start)) {
            return body.member(name);
        }
        byte[] json = bytes();
        int at = JsonSpans.first(json, start);
        while (json[at] != '}') {
            int nameEnd = JsonSpans.closingQuote(json, at + 1);
            int value = JsonSpans.value(json, nameEnd);
            int valueEnd = JsonSpans.valueEnd(json, value);
            if (JsonText.matches(json, at + 1, nameEnd, name)) {
                return new JsonView(body, value, valueEnd);
            }
            at = JsonSpans.next(json, valueEnd);
        }
        return MISSING;
    }

    /** Returns the element at a position from 0; missing too if this is no array or the position is beyond it. */
    public JsonView at(int position) {
        if (!isArray() || position < 0) {
            return MISSING;
        }
        byte[] json = bytes();
        int at = JsonSpans.first(json, start);
        for (int i = 0; json[at] != ']'; i++) {
            int valueEnd = JsonSpans.valueEnd(json, at);
            if (i == position) {
                return new JsonView(body, at, valueEnd);
            }
            at = JsonSpans.next(json, valueEnd);
        }
        return MISSING;
    }

    /** Counts members or elements; 0 for every other kind. */
    public int size() {
        if (isObject() && body.isRoot(start)) {
            return body.members();
        }
        JsonCursor<JsonView> cursor = new JsonCursor<>(this, JsonCursor::value);
        int size = 0;
        while (cursor.advance()) {
            size++;
        }
        return size;
    }

    /** Returns the elements of an array in order; none for every other kind. */
    public Iterable<JsonView> elements() {
        JsonView array = isArray() ? this : MISSING;
        return () -> new JsonCursor<>(array, JsonCursor::value);
    }

    /** Returns the members of an object in the order of the text; none for every other kind. */
    public Iterable<Member> members() {
        JsonView object = isObject() ? this : MISSING;
        return () -> new JsonCursor<>(object, JsonCursor::member);
    }

    /** Returns the text of a string, unescaped; lone surrogates stay as they are. */
    public Optional<String> string() {
        return startsWith('"') ? Optional.of(JsonText.unescape(bytes(), start + 1, end - 1)) : Optional.empty();
    }

    /** Whether this is a string with this text. Allocates nothing. */
    public boolean stringEquals(String text) {
        return startsWith('"') && JsonText.matches(bytes(), start + 1, end - 1, text);
    }

    /** Returns a number that is whole, {@code 1.0} and {@code 1e2} included, and fits 64 bits; empty for every other. */
    public OptionalLong integer() {
        return kind() == Kind.NUMBER ? JsonNumbers.integer(bytes(), start, end) : OptionalLong.empty();
    }

    /** Returns a number exactly; empty if its exponent is beyond ±999 or its text longer than 1000 characters. */
    public Optional<BigDecimal> decimal() {
        return kind() == Kind.NUMBER ? Optional.ofNullable(JsonNumbers.decimal(bytes(), start, end)) : Optional.empty();
    }

    /** Returns a boolean. */
    public Optional<Boolean> bool() {
        return kind() == Kind.BOOLEAN ? Optional.of(startsWith('t')) : Optional.empty();
    }

    /** Copies this value into a body of its own. */
    public Body toBody() {
        if (!exists()) {
            throw new NoSuchElementException("there is no value to copy");
        }
        return body.slice(start, end);
    }

    /** Returns the JSON text of this value as it stands in the body; empty for what is missing. */
    public String text() {
        return new String(bytes(), start, end - start, StandardCharsets.UTF_8);
    }

    /** Whether this value is written with just these bytes; equal values written differently are not the same text. */
    public boolean sameText(Body text) {
        byte[] other = text.bytes();
        return Arrays.equals(bytes(), start, end, other, 0, other.length);
    }

    /** Returns kind and size, never the content. */
    @Override
    public String toString() {
        return "JsonView[" + kind().phrase() + ", " + (end - start) + " bytes]";
    }

    Body body() {
        return body;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    private byte[] bytes() {
        return body.bytes();
    }

    private boolean startsWith(char first) {
        return start != end && bytes()[start] == first;
    }

    /** Shows one member of an object; the name is read when it is asked for. */
    public static final class Member {
        private final JsonView value;
        private final int nameFrom;
        private final int nameTo;

        Member(JsonView value, int nameFrom, int nameTo) {
            this.value = value;
            this.nameFrom = nameFrom;
            this.nameTo = nameTo;
        }

        /** Returns the name, unescaped. */
        public String name() {
            return JsonText.unescape(value.bytes(), nameFrom, nameTo);
        }

        /** Whether this is the name. Allocates nothing. */
        public boolean nameEquals(String text) {
            return JsonText.matches(value.bytes(), nameFrom, nameTo, text);
        }

        /** Returns the value. */
        public JsonView value() {
            return value;
        }
    }
}
