/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Arrays;

/** Walks over JSON that has been validated; every position given must begin what the method's name says. */
final class JsonSpans {
    /** Where, among the four positions kept of a member, its name begins behind the quote. */
    static final int NAME = 0;

    static final int NAME_END = 1;
    static final int VALUE = 2;
    static final int VALUE_END = 3;

    /** Positions kept of a member. */
    static final int STRIDE = 4;

    static final int[] NO_MEMBERS = new int[0];

    private JsonSpans() {}

    static boolean isBlank(byte b) {
        return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
    }

    static int skipBlanks(byte[] json, int from) {
        int at = from;
        while (at < json.length && isBlank(json[at])) {
            at++;
        }
        return at;
    }

    /** Returns where the blanks behind the root's value begin; of a valid text, so only blanks are behind it. */
    static int blanksFrom(byte[] json) {
        int at = json.length;
        while (isBlank(json[at - 1])) {
            at--;
        }
        return at;
    }

    /** Returns where the member's or element's closing blanks and comma end: at the next one, or at the bracket. */
    static int next(byte[] json, int valueEnd) {
        int at = skipBlanks(json, valueEnd);
        return json[at] == ',' ? skipBlanks(json, at + 1) : at;
    }

    /** Returns the first member or element of the container, or its closing bracket. */
    static int first(byte[] json, int container) {
        return skipBlanks(json, container + 1);
    }

    /** Returns where the value of a member begins, given where its name ends. */
    static int value(byte[] json, int nameEnd) {
        return skipBlanks(json, skipBlanks(json, nameEnd + 1) + 1);
    }

    /** Returns the position of the closing quote. */
    static int closingQuote(byte[] json, int from) {
        int at = JsonStrings.quoteOrBackslash(json, from, json.length);
        while (json[at] == '\\') {
            at = JsonStrings.quoteOrBackslash(json, at + 2, json.length);
        }
        return at;
    }

    /** Returns the position behind the value. */
    static int valueEnd(byte[] json, int from) {
        return switch (json[from]) {
            case '"' -> closingQuote(json, from + 1) + 1;
            case '{', '[' -> containerEnd(json, from);
            default -> scalarEnd(json, from);
        };
    }

    /** Returns name, name's end, value, value's end of each member of the object, one after the other. */
    static int[] index(byte[] json, int object) {
        if (json[object] != '{') {
            return NO_MEMBERS;
        }
        int[] index = new int[8 * STRIDE];
        int size = 0;
        for (int at = first(json, object); json[at] != '}'; at = next(json, index[size - STRIDE + VALUE_END])) {
            if (size == index.length) {
                index = Arrays.copyOf(index, size * 2);
            }
            int nameEnd = closingQuote(json, at + 1);
            int value = value(json, nameEnd);
            index[size + NAME] = at + 1;
            index[size + NAME_END] = nameEnd;
            index[size + VALUE] = value;
            index[size + VALUE_END] = valueEnd(json, value);
            size += STRIDE;
        }
        return size == 0 ? NO_MEMBERS : Arrays.copyOf(index, size);
    }

    private static int scalarEnd(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] != ',' && json[at] != '}' && json[at] != ']' && !isBlank(json[at])) {
            at++;
        }
        return at;
    }

    // The two kinds of brackets differ in one bit, which no other byte outside of strings can take for one.
    private static int containerEnd(byte[] json, int from) {
        int depth = 0;
        int at = from;
        do {
            byte b = json[at++];
            if (b == '"') {
                at = closingQuote(json, at) + 1;
            } else if ((b | 0x20) == '{') {
                depth++;
            } else if ((b | 0x20) == '}') {
                depth--;
            }
        } while (depth != 0);
        return at;
    }
}
