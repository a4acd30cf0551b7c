/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.call;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes ids of traces and spans in W3C's form: 32 and 16 hexadecimal digits. */
public final class SpanIds {
    private static final HexFormat HEX = HexFormat.of();

    private SpanIds() {}

    /** Returns a new trace id. */
    public static String newTraceId() {
        return newSpanId() + newSpanId();
    }

    /** Returns a new span id. */
    public static String newSpanId() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
