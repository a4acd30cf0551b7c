/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.call;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Makes ids of traces and spans in W3C's form: 32 and 16 hexadecimal digits. */
public final class SpanIds {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private SpanIds() {}

    /** Returns a new trace id. */
    public static String newTraceId() {
        return hex(2);
    }

    /** Returns a new span id. */
    public static String newSpanId() {
        return hex(1);
    }

    private static String hex(int words) {
        byte[] digits = new byte[words * 16];
        for (int word = 0; word < words; word++) {
            long drawn = ThreadLocalRandom.current().nextLong();
            for (int i = 15; i >= 0; i--) {
                digits[word * 16 + i] = DIGITS[(int) drawn & 0xf];
                drawn >>>= 4;
            }
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
