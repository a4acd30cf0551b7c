/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.nio.charset.StandardCharsets;

/** Reads the text of validated strings; positions are those between the quotes. */
final class JsonText {
    private JsonText() {}

    /** Returns the string; lone surrogates stay the Java characters they are. */
    static String unescape(byte[] json, int from, int to) {
        int backslash = indexOfBackslash(json, from, to);
        if (backslash == to) {
            return new String(json, from, to - from, StandardCharsets.UTF_8);
        }
        // Unescaped text is never longer than escaped text.
        byte[] plain = new byte[to - from];
        int size = 0;
        int at = from;
        while (backslash < to) {
            System.arraycopy(json, at, plain, size, backslash - at);
            size += backslash - at;
            int codePoint = codePoint(json, backslash, to);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return withLoneSurrogates(json, from, to);
            }
            size = writeUtf8(codePoint, plain, size);
            at = escapeEnd(json, backslash, codePoint);
            backslash = indexOfBackslash(json, at, to);
        }
        System.arraycopy(json, at, plain, size, to - at);
        return new String(plain, 0, size + to - at, StandardCharsets.UTF_8);
    }

    /** Whether the string is this one; compares as it reads and allocates nothing. */
    static boolean matches(byte[] json, int from, int to, String text) {
        int length = text.length();
        // Every Java character takes at least one byte.
        if (to - from < length) {
            return false;
        }
        int at = from;
        for (int i = 0; i < length; i++) {
            if (at >= to) {
                return false;
            }
            byte b = json[at];
            if (b < 0 || b == '\\') {
                return matchesDecoded(json, at, to, text, i);
            }
            if (b != text.charAt(i)) {
                return false;
            }
            at++;
        }
        return at == to;
    }

    /** Whether the string is written with a backslash anywhere. */
    static boolean isEscaped(byte[] json, int from, int to) {
        return indexOfBackslash(json, from, to) < to;
    }

    private static boolean matchesDecoded(byte[] json, int from, int to, String text, int start) {
        int at = from;
        int i = start;
        while (at < to && i < text.length()) {
            int codePoint;
            if (json[at] == '\\') {
                codePoint = codePoint(json, at, to);
                at = escapeEnd(json, at, codePoint);
            } else {
                codePoint = utf8(json, at);
                at += utf8Length(codePoint);
            }
            if (text.codePointAt(i) != codePoint) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return at == to && i == text.length();
    }

    private static String withLoneSurrogates(byte[] json, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int backslash = indexOfBackslash(json, at, to);
            text.append(new String(json, at, backslash - at, StandardCharsets.UTF_8));
            at = backslash;
            if (at < to) {
                int codePoint = codePoint(json, at, to);
                text.appendCodePoint(codePoint);
                at = escapeEnd(json, at, codePoint);
            }
        }
        return text.toString();
    }

    private static int indexOfBackslash(byte[] json, int from, int to) {
        return JsonStrings.quoteOrBackslash(json, from, to);
    }

    /** Returns what the escape at {@code at} stands for; a pair of surrogate escapes is one code point. */
    static int codePoint(byte[] json, int at, int to) {
        return switch (json[at + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(json, at, to);
            default -> json[at + 1];
        };
    }

    private static int unicode(byte[] json, int at, int to) {
        char first = (char) JsonStrings.hex4(json, at + 2);
        if (Character.isHighSurrogate(first) && at + 12 <= to && json[at + 6] == '\\' && json[at + 7] == 'u') {
            char second = (char) JsonStrings.hex4(json, at + 8);
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
        }
        return first;
    }

    static int escapeEnd(byte[] json, int at, int codePoint) {
        if (json[at + 1] != 'u') {
            return at + 2;
        }
        return Character.isBmpCodePoint(codePoint) ? at + 6 : at + 12;
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** Returns the code point that begins at a position of valid UTF-8. */
    static int utf8(byte[] text, int at) {
        byte lead = text[at];
        if (lead >= 0) {
            return lead;
        }
        if (lead < (byte) 0xe0) {
            return (lead & 0x1f) << 6 | low6(text[at + 1]);
        }
        if (lead < (byte) 0xf0) {
            return (lead & 0x0f) << 12 | low6(text[at + 1]) << 6 | low6(text[at + 2]);
        }
        return (lead & 0x07) << 18 | low6(text[at + 1]) << 12 | low6(text[at + 2]) << 6 | low6(text[at + 3]);
    }

    /** Writes a code point that is no surrogate and returns the position behind it. */
    static int writeUtf8(int codePoint, byte[] text, int at) {
        int next = at;
        if (codePoint < 0x80) {
            text[next++] = (byte) codePoint;
            return next;
        }
        if (codePoint < 0x800) {
            text[next++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                text[next++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                text[next++] = (byte) (0xf0 | codePoint >> 18);
                text[next++] = (byte) (0x80 | low6(codePoint >> 12));
            }
            text[next++] = (byte) (0x80 | low6(codePoint >> 6));
        }
        text[next++] = (byte) (0x80 | low6(codePoint));
        return next;
    }

    private static int low6(int bits) {
        return bits & 0x3f;
    }
}
