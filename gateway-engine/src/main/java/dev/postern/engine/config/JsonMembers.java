/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** Holds the members of a JSON object so that nobody can change them; prints their names only. */
public final class JsonMembers {
    private static final JsonMembers EMPTY = new JsonMembers(new JsonObject());

    private final JsonObject members;

    private JsonMembers(JsonObject members) {
        this.members = members;
    }

    /** Returns no members. */
    public static JsonMembers empty() {
        return EMPTY;
    }

    /** Copies the members of an object. */
    public static JsonMembers copyOf(JsonObject object) {
        return object.isEmpty() ? EMPTY : new JsonMembers(object.deepCopy());
    }

    /** Returns these members and the other's, whose values win; nested objects are not merged. */
    JsonMembers overlaidBy(JsonMembers other) {
        if (other.isEmpty() || isEmpty()) {
            return other.isEmpty() ? this : other;
        }
        JsonObject both = new JsonObject();
        // The values are shared with both sides: neither lets them out, and 64 targets may stand below one large
        // object.
        for (Map.Entry<String, JsonElement> member : members.entrySet()) {
            both.add(member.getKey(), member.getValue());
        }
        for (Map.Entry<String, JsonElement> member : other.members.entrySet()) {
            both.add(member.getKey(), member.getValue());
        }
        return new JsonMembers(both);
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Returns a private copy as a JSON object, in the order of the config. */
    public JsonObject toJson() {
        return members.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonMembers that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "JsonMembers" + members.keySet();
    }
}
