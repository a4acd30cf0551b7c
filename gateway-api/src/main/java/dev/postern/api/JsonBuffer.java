/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Arrays;

/** Grows while JSON is written into it. Not thread-safe. */
final class JsonBuffer {
    private byte[] bytes;
    private int size;

    JsonBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Returns the array that backs this buffer now; it changes as the buffer grows. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns what was written, once nothing more is. */
    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    void ascii(char c) {
        ensure(1);
        bytes[size++] = (byte) c;
    }

    void ascii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    void raw(byte[] json, int from, int to) {
        ensure(to - from);
        System.arraycopy(json, from, bytes, size, to - from);
        size += to - from;
    }

    /** Writes a string in quotes. Only what must be escaped is, and lone surrogates, which UTF-8 cannot carry. */
    void string(String text) {
        int length = text.length();
        ensure(length + 2);
        bytes[size++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 0x80 || !JsonStrings.isPlain(c)) {
                break;
            }
            bytes[size++] = (byte) c;
            i++;
        }
        while (i < length) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            // Room for the longest escape, the rest as ASCII, and the closing quote.
            ensure(6 + length - i + 1);
            character(codePoint);
        }
        bytes[size++] = '"';
    }

    /** Writes one character of a string, escaped if it must be. */
    void codePoint(int codePoint) {
        ensure(6);
        character(codePoint);
    }

    /** Whether a container was opened just now: no value ends with such a bracket. */
    boolean endsWithOpening() {
        return bytes[size - 1] == '{' || bytes[size - 1] == '[';
    }

    void truncate(int newSize) {
        size = newSize;
    }

    void replaceLast(char c) {
        bytes[size - 1] = (byte) c;
    }

    private void character(int codePoint) {
        if (codePoint < 0x80 && JsonStrings.isPlain((char) codePoint)) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x80) {
            escape((char) codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            unicode((char) codePoint);
        } else {
            size = JsonText.writeUtf8(codePoint, bytes, size);
        }
    }

    private void escape(char c) {
        int at = "\"\\\b\f\n\r\t".indexOf(c);
        if (at < 0) {
            unicode(c);
            return;
        }
        bytes[size++] = '\\';
        bytes[size++] = (byte) "\"\\bfnrt".charAt(at);
    }

    private void unicode(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = (byte) Character.forDigit(c >> shift & 0xf, 16);
        }
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }
}
