/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects changes to one body and applies them with one copy.
 *
 * <p>Every view must be of the body that is edited: {@code body.json()…}. Views show the body as it was; what is added
 * cannot be edited again, but a name that is set twice keeps the last value. Where changes overlap, the outer one wins,
 * whatever the order: what is set inside a value that is removed or replaced is gone with it. What no change touches
 * stays byte for byte. Not thread-safe.
 */
public final class BodyEditor {
    private final Body body;
    private final Map<Integer, Changes> changed = new LinkedHashMap<>();
    private final Map<Integer, Splice> replaced = new LinkedHashMap<>();

    BodyEditor(Body body) {
        this.body = body;
    }

    /** Replaces a member of an object, or appends it. */
    public BodyEditor set(JsonView object, String name, Body value) {
        requireKind(object, JsonView.Kind.OBJECT);
        JsonView member = object.get(name);
        Changes changes = changes(object);
        if (member.exists()) {
            changes.removed.clear(changes.itemOf(member));
            return replace(member, value);
        }
        changes.members.put(name, value);
        return this;
    }

    /** Replaces a member of an object with a string, or appends it. */
    public BodyEditor set(JsonView object, String name, String value) {
        return set(object, name, new JsonPrimitive(value));
    }

    /** Replaces a member of an object with a whole number, or appends it. */
    public BodyEditor set(JsonView object, String name, long value) {
        return set(object, name, new JsonPrimitive(value));
    }

    /** Replaces a member of an object with a boolean, or appends it. */
    public BodyEditor set(JsonView object, String name, boolean value) {
        return set(object, name, new JsonPrimitive(value));
    }

    /** Replaces a member of an object, or appends it. */
    public BodyEditor set(JsonView object, String name, JsonElement value) {
        return set(object, name, Body.of(value));
    }

    /** Replaces a value, wherever it stands. */
    public BodyEditor replace(JsonView value, Body by) {
        requireOwn(value);
        if (!value.exists()) {
            throw new IllegalArgumentException("there is no value to replace");
        }
        replaced.put(value.start(), new Splice(value.start(), value.end(), by.bytes()));
        return this;
    }

    /** Replaces a value, wherever it stands, with a string. */
    public BodyEditor replace(JsonView value, String by) {
        return replace(value, Body.of(new JsonPrimitive(by)));
    }

    /** Appends an element to an array. */
    public BodyEditor add(JsonView array, Body element) {
        requireKind(array, JsonView.Kind.ARRAY);
        changes(array).elements.add(element);
        return this;
    }

    /** Removes a member of an object, if it is there. */
    public BodyEditor remove(JsonView object, String name) {
        requireKind(object, JsonView.Kind.OBJECT);
        Changes changes = changes(object);
        changes.members.remove(name);
        return remove(changes, object.get(name));
    }

    /** Removes the element of an array that stands at a position from 0 in the body as it was, if it is there. */
    public BodyEditor remove(JsonView array, int position) {
        requireKind(array, JsonView.Kind.ARRAY);
        return remove(changes(array), array.at(position));
    }

    /** Returns the changed body, or the same one if nothing changes. */
    public Body apply() {
        List<Splice> splices = new ArrayList<>(replaced.values());
        for (Changes changes : changed.values()) {
            changes.collect(splices);
        }
        if (splices.isEmpty()) {
            return body;
        }
        splices.sort(Splice::outerFirst);
        byte[] json = body.bytes();
        JsonBuffer out = new JsonBuffer(json.length + 64);
        int copied = 0;
        for (Splice splice : splices) {
            if (splice.from() >= copied) {
                out.raw(json, copied, splice.from());
                out.raw(splice.bytes(), 0, splice.bytes().length);
                copied = splice.to();
            }
        }
        out.raw(json, copied, json.length);
        return Body.trusted(out.toBytes());
    }

    /** Returns what one segment of a dotted path leads to. */
    static JsonView step(JsonView container, String segment) {
        if (!container.isArray()) {
            return container.get(segment);
        }
        // Nine digits fit an int, and no array has more elements.
        if (segment.isEmpty() || segment.length() > 9) {
            return JsonView.missing();
        }
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
                return JsonView.missing();
            }
        }
        return container.at(Integer.parseInt(segment));
    }

    private BodyEditor remove(Changes changes, JsonView value) {
        if (value.exists()) {
            changes.removed.set(changes.itemOf(value));
        }
        return this;
    }

    private Changes changes(JsonView container) {
        return changed.computeIfAbsent(container.start(), start -> new Changes(container));
    }

    private void requireKind(JsonView view, JsonView.Kind kind) {
        requireOwn(view);
        if (view.kind() != kind) {
            throw new IllegalArgumentException(
                    "expected " + kind.phrase() + ", found " + view.kind().phrase());
        }
    }

    // An equal body will not do: it could be one that the caller did not mean to edit.
    @SuppressWarnings("ReferenceEquality")
    private void requireOwn(JsonView view) {
        if (view.exists() && view.body() != body) {
            throw new IllegalArgumentException("the view is of another body");
        }
    }

    /** What happens to the members or elements of one container. */
    private static final class Changes {
        final BitSet removed = new BitSet();
        final Map<String, Body> members = new LinkedHashMap<>();
        final List<Body> elements = new ArrayList<>();
        private final int start;
        private final List<Splice> items = new ArrayList<>();

        Changes(JsonView container) {
            start = container.start();
            JsonCursor<JsonView> cursor = new JsonCursor<>(container, JsonCursor::value);
            while (cursor.advance()) {
                items.add(Splice.removal(cursor.start(), cursor.end()));
            }
        }

        /** Returns the ordinal of the member or element whose value this is. */
        int itemOf(JsonView value) {
            int low = 0;
            int high = items.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (items.get(middle).to() < value.end()) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        void collect(List<Splice> splices) {
            for (int i = removed.nextSetBit(0); i >= 0; i = removed.nextSetBit(i + 1)) {
                splices.add(removal(i));
            }
            if (!members.isEmpty() || !elements.isEmpty()) {
                int at = items.isEmpty()
                        ? start + 1
                        : items.get(items.size() - 1).to();
                splices.add(new Splice(at, at, appended()));
            }
        }

        /** Takes a comma along: the one before if an earlier item stays, else the one behind. */
        private Splice removal(int item) {
            if (removed.nextClearBit(0) < item) {
                return Splice.removal(items.get(item - 1).to(), items.get(item).to());
            }
            int to = item + 1 < items.size()
                    ? items.get(item + 1).from()
                    : items.get(item).to();
            return Splice.removal(items.get(item).from(), to);
        }

        private byte[] appended() {
            JsonBuffer out = new JsonBuffer(128);
            boolean first = removed.cardinality() == items.size();
            for (Map.Entry<String, Body> member : members.entrySet()) {
                comma(out, first && out.size() == 0);
                out.string(member.getKey());
                out.ascii(':');
                out.raw(member.getValue().bytes(), 0, member.getValue().size());
            }
            for (Body element : elements) {
                comma(out, first && out.size() == 0);
                out.raw(element.bytes(), 0, element.size());
            }
            return out.toBytes();
        }

        private static void comma(JsonBuffer out, boolean first) {
            if (!first) {
                out.ascii(',');
            }
        }
    }
}
