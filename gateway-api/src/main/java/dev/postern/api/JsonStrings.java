/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where a string that has not been validated ends, and what is wrong with it if it does not.
 *
 * <p>Bytes that need no look, the bulk of every body, are passed eight at a time.
 */
final class JsonStrings {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    /** By ASCII character: whether a string may hold it as it is. */
    private static final boolean[] PLAIN = new boolean[128];

    /** By byte: the value of a hexadecimal digit, or -1. */
    private static final byte[] HEX = new byte[256];

    static {
        for (int c = 0; c < 128; c++) {
            PLAIN[c] = c >= ' ' && c != '"' && c != '\\';
        }
        for (int c = 0; c < 256; c++) {
            HEX[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
        }
    }

    private JsonStrings() {}

    /** Whether a string may hold this ASCII character as it is. */
    static boolean isPlain(char ascii) {
        return PLAIN[ascii];
    }

    static int hex(byte digit) {
        return HEX[digit & 0xff];
    }

    /** Returns the value of four hexadecimal digits, negative if one of them is none. */
    static int hex4(byte[] json, int from) {
        return hex(json[from]) << 12 | hex(json[from + 1]) << 8 | hex(json[from + 2]) << 4 | hex(json[from + 3]);
    }

    /**
     * Returns where the closing quote stands, or the complement of where the flaw is.
     *
     * @param from the byte behind the opening quote
     */
    static int closingQuote(byte[] json, int from, int end) {
        int at = from;
        while (true) {
            at = plainEnd(json, at, end);
            if (at == end) {
                return ~at;
            }
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            int next = b == '\\' ? escapeEnd(json, at, end) : sequencesEnd(json, at, end);
            if (next < 0) {
                return next;
            }
            at = next;
        }
    }

    /** Returns the first position that needs a look: a quote, backslash, control character, a byte beyond ASCII, or the end. */
    static int plainEnd(byte[] json, int from, int end) {
        int at = from;
        for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
            long special = special((long) LONG.get(json, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (at < end && json[at] >= 0 && PLAIN[json[at]]) {
            at++;
        }
        return at;
    }

    /** Returns the first quote or backslash; for validated text, where nothing else ends a run. */
    static int quoteOrBackslash(byte[] json, int from, int end) {
        int at = from;
        for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
            long word = (long) LONG.get(json, at);
            long found = (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES)) & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < end && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Says what {@link #closingQuote} stumbled over, never repeating more than one character of the input. */
    static String flaw(byte[] json, int at, int end) {
        if (at >= end) {
            return "the string has no closing quote";
        }
        byte b = json[at];
        if (b == '\\') {
            return "invalid escape in a string";
        }
        if (b < 0) {
            return "invalid UTF-8";
        }
        return String.format("control character U+%04X in a string must be escaped", (int) b);
    }

    // Sets the high bit of each byte that needs a look. A borrow can only mark bytes above the first true one,
    // and callers take the lowest.
    private static long special(long word) {
        return (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | ((word - BLANKS) & ~word) | word) & HIGHS;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }

    // A lone surrogate is let through: streams that cut an emoji in two send them, and the bytes travel on as they are.
    private static int escapeEnd(byte[] json, int at, int end) {
        if (at + 1 >= end) {
            return ~end;
        }
        return switch (json[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> at + 6 <= end && hex4(json, at + 2) >= 0 ? at + 6 : ~at;
            default -> ~at;
        };
    }

    /** Passes a run of bytes beyond ASCII; a control character ends up here too and is none. */
    private static int sequencesEnd(byte[] json, int from, int end) {
        int at = from;
        do {
            int next = sequenceEnd(json, at, end);
            if (next < 0) {
                return ~at;
            }
            at = next;
        } while (at < end && json[at] < 0);
        return at;
    }

    /** Returns the end of the UTF-8 sequence at {@code at}, or -1 for one that Unicode's table 3-7 does not list. */
    static int sequenceEnd(byte[] json, int at, int end) {
        int lead = json[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return -1;
        }
        if (lead < 0xe0) {
            return at + 1 < end && isContinuation(json[at + 1]) ? at + 2 : -1;
        }
        if (lead < 0xf0) {
            if (at + 2 >= end || !isContinuation(json[at + 1]) || !isContinuation(json[at + 2])) {
                return -1;
            }
            int high = (lead & 0x0f) << 6 | (json[at + 1] & 0x3f);
            return high >= 0x800 >> 6 && (high < 0xd800 >> 6 || high > 0xdfff >> 6) ? at + 3 : -1;
        }
        if (at + 3 >= end
                || !isContinuation(json[at + 1])
                || !isContinuation(json[at + 2])
                || !isContinuation(json[at + 3])) {
            return -1;
        }
        int high = (lead & 0x07) << 6 | (json[at + 1] & 0x3f);
        return high >= 0x10000 >> 12 && high <= 0x10ffff >> 12 ? at + 4 : -1;
    }

    private static boolean isContinuation(byte b) {
        return b < (byte) 0xc0;
    }
}
