/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Joins and chunk-encodes byte arrays. */
final class Bytes {
    static final byte[] NONE = {};
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    static byte[] join(List<byte[]> parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /** Encodes one HTTP chunk, with the closing chunk behind it where it is the last. */
    static byte[] chunk(byte[] data, boolean last) {
        if (data.length == 0) {
            return last ? LAST_CHUNK : NONE;
        }
        byte[] size = ascii(Integer.toHexString(data.length) + "\r\n");
        int tail = last ? LAST_CHUNK.length : 0;
        byte[] chunk = Arrays.copyOf(size, size.length + data.length + 2 + tail);
        System.arraycopy(data, 0, chunk, size.length, data.length);
        int at = size.length + data.length;
        chunk[at] = '\r';
        chunk[at + 1] = '\n';
        System.arraycopy(LAST_CHUNK, 0, chunk, at + 2, tail);
        return chunk;
    }
}
