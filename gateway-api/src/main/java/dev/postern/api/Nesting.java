/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the containers that are open at one time and the names seen in each, and finds a name that occurs twice in one
 * object.
 *
 * <p>The first few names of an object are compared pair by pair as they come, behind a one-word filter that mostly
 * makes the comparison needless. Larger objects, and those that spell a name with an escape, are checked once, when
 * they close, with a hash set of strings: it falls back to trees when hashes collide, so nobody can make it slow.
 * Not thread-safe.
 */
final class Nesting {
    private static final int ARRAY = -1;

    /** Names compared pair by pair; above this the set is cheaper. */
    private static final int PAIRWISE = 16;

    /** Set in the filter when a name of the object holds an escape; no name maps to this bit. */
    private static final long ESCAPED = 1L << 63;

    private int[] names = new int[16];
    private int used;
    private int[] bases = new int[8];
    private long[] filters = new long[8];
    private int depth;
    private int base;
    private long filter;

    int depth() {
        return depth;
    }

    boolean inObject() {
        return base >= 0;
    }

    void enterObject() {
        push();
        base = used;
        filter = 0;
    }

    void enterArray() {
        push();
        base = ARRAY;
    }

    /**
     * Adds a name to the innermost object.
     *
     * @return false if it is seen at once that the object has this name already
     */
    boolean add(byte[] json, int from, int to, boolean escaped) {
        if (used + 2 > names.length) {
            names = Arrays.copyOf(names, names.length * 2);
        }
        long bit = escaped ? ESCAPED : bit(json, from, to);
        boolean fresh = (filter & bit) == 0 || escaped || used - base >= 2 * PAIRWISE || !contains(json, from, to);
        filter |= bit;
        names[used] = from;
        names[used + 1] = to;
        used += 2;
        return fresh;
    }

    /**
     * Leaves the innermost container.
     *
     * @return where a name begins that its object has already, or -1
     */
    int leave(byte[] json) {
        int duplicate = -1;
        if (base >= 0) {
            if (used - base > 2 * PAIRWISE || filter < 0) {
                duplicate = duplicate(json);
            }
            used = base;
        }
        depth--;
        base = bases[depth];
        filter = filters[depth];
        return duplicate;
    }

    private void push() {
        if (depth == bases.length) {
            bases = Arrays.copyOf(bases, depth * 2);
            filters = Arrays.copyOf(filters, depth * 2);
        }
        bases[depth] = base;
        filters[depth] = filter;
        depth++;
    }

    private static long bit(byte[] json, int from, int to) {
        if (from == to) {
            return 1;
        }
        int mix = (json[from] * 31 + json[to - 1]) * 31 + json[(from + to) >>> 1] + (to - from);
        return 1L << Math.min(mix & 63, 62);
    }

    private boolean contains(byte[] json, int from, int to) {
        for (int i = base; i < used; i += 2) {
            if (names[i + 1] - names[i] == to - from && Arrays.equals(json, names[i], names[i + 1], json, from, to)) {
                return true;
            }
        }
        return false;
    }

    private int duplicate(byte[] json) {
        Set<String> seen = new HashSet<>((used - base) * 2 / 3 + 1);
        for (int i = base; i < used; i += 2) {
            if (!seen.add(JsonText.unescape(json, names[i], names[i + 1]))) {
                return names[i];
            }
        }
        return -1;
    }
}
