/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

/** Reads and writes single code points; the text read has been validated. */
final class Utf8 {
    private Utf8() {}

    static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    static int read(byte[] text, int at) {
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
    static int write(int codePoint, byte[] text, int at) {
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
