/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.util.concurrent.ThreadLocalRandom;

/** Random ids in hexadecimal. */
final class Hex {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int LONG_DIGITS = 16;

    private Hex() {}

    static String random32() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] text = new byte[2 * LONG_DIGITS];
        put(random.nextLong(), text, 0);
        put(random.nextLong(), text, LONG_DIGITS);
        return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static String of16(long value) {
        byte[] text = new byte[LONG_DIGITS];
        put(value, text, 0);
        return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static void put(long value, byte[] text, int from) {
        long rest = value;
        for (int i = from + LONG_DIGITS - 1; i >= from; i--) {
            text[i] = DIGITS[(int) rest & 0xf];
            rest >>>= 4;
        }
    }
}
