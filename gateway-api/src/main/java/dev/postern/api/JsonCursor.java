/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Walks once over the members or elements of a view; over none if it shows something else. Not thread-safe.
 *
 * @param <T> what {@link #next} makes of each
 */
final class JsonCursor<T> implements Iterator<T> {
    private final Function<JsonCursor<T>, T> result;
    private final Body body;
    private final byte[] json;
    private int next;
    private int item;
    private int value;
    private int valueEnd;
    private int nameEnd;

    JsonCursor(JsonView container, Function<JsonCursor<T>, T> result) {
        this.result = result;
        body = container.body();
        json = body.bytes();
        next = container.isObject() || container.isArray() ? JsonSpans.first(json, container.start()) : -1;
    }

    @Override
    public boolean hasNext() {
        return next >= 0 && json[next] != '}' && json[next] != ']';
    }

    /** Moves to the next member or element; false if there is none. */
    boolean advance() {
        if (!hasNext()) {
            return false;
        }
        item = next;
        value = next;
        valueEnd = JsonSpans.valueEnd(json, value);
        int behind = JsonSpans.skipBlanks(json, valueEnd);
        // Only a member's name is followed by a colon; a value stands before a comma, a bracket or the end.
        if (behind < json.length && json[behind] == ':') {
            nameEnd = valueEnd - 1;
            value = JsonSpans.skipBlanks(json, behind + 1);
            valueEnd = JsonSpans.valueEnd(json, value);
        }
        next = JsonSpans.next(json, valueEnd);
        return true;
    }

    /** Returns where the member, its name first, or the element begins. */
    int start() {
        return item;
    }

    int end() {
        return valueEnd;
    }

    JsonView.Member member() {
        return new JsonView.Member(value(), item + 1, nameEnd);
    }

    JsonView value() {
        return new JsonView(body, value, valueEnd);
    }

    @Override
    public T next() {
        if (!advance()) {
            throw new NoSuchElementException();
        }
        return result.apply(this);
    }
}
