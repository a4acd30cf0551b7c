/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/** Turns a byte offset into what a reader can find again: a line, a column, and the character there. */
final class JsonPosition {
    private JsonPosition() {}

    /** Returns the line, from 1; lines end with a line feed. */
    static int line(byte[] json, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (json[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Returns the column in code points, from 1; a byte that is no UTF-8 counts as it comes. */
    static int column(byte[] json, int position) {
        int column = 1;
        for (int i = position - 1; i >= 0 && json[i] != '\n'; i--) {
            // Continuation bytes belong to a character counted by its first byte.
            if ((json[i] & 0xc0) != 0x80) {
                column++;
            }
        }
        return column;
    }

    /** Names the character at a position: printable ASCII as it is, others by their number. */
    static String found(byte[] json, int position) {
        if (position >= json.length) {
            return "the end of the body";
        }
        byte b = json[position];
        if (b > ' ' && b < 0x7f) {
            return "'" + (char) b + "'";
        }
        if (b < 0 && JsonStrings.sequenceEnd(json, position, json.length) < 0) {
            return "invalid UTF-8";
        }
        return String.format("U+%04X", Utf8.read(json, position));
    }
}
