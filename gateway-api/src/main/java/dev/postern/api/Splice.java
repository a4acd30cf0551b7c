/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/** Bytes that take the place of a span. */
final class Splice {
    private static final byte[] NOTHING = new byte[0];

    private final int from;
    private final int to;
    private final byte[] bytes;

    Splice(int from, int to, byte[] bytes) {
        this.from = from;
        this.to = to;
        this.bytes = bytes;
    }

    static Splice removal(int from, int to) {
        return new Splice(from, to, NOTHING);
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    byte[] bytes() {
        return bytes;
    }

    /** By position; of those that begin together the longer first, then the removal: no replacement is empty. */
    static int outerFirst(Splice left, Splice right) {
        int byStart = Integer.compare(left.from, right.from);
        int byLength = byStart == 0 ? Integer.compare(right.to, left.to) : byStart;
        return byLength == 0 ? Integer.compare(left.bytes.length, right.bytes.length) : byLength;
    }
}
