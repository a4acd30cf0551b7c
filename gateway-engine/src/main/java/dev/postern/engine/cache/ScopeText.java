/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes fields one after the other, each with its length before it, so that no two lists of fields look alike. */
public final class ScopeText {
    private final StringBuilder text = new StringBuilder(128);

    /** Starts without fields. */
    public ScopeText() {}

    /** Adds a field; an absent one differs from an empty one. */
    public ScopeText add(@Nullable String field) {
        if (field == null) {
            text.append('-');
        } else {
            text.append(field.length()).append(':').append(field);
        }
        return this;
    }

    /** Adds the number of fields that follow. */
    public ScopeText add(int count) {
        text.append('#').append(count).append(';');
        return this;
    }

    /** Adds pairs in the order of their names. */
    public ScopeText add(Map<String, String> pairs) {
        add(pairs.size());
        Map<String, String> sorted = pairs.size() < 2 ? pairs : new TreeMap<>(pairs);
        sorted.forEach((name, value) -> add(name).add(value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
