/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import org.jspecify.annotations.Nullable;

/**
 * A W3C {@code traceparent}.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
record TraceParent(String traceId, String spanId) {
    private static final int LENGTH = 55;
    private static final int TRACE_FROM = 3;
    private static final int TRACE_TO = 35;
    private static final int SPAN_FROM = 36;
    private static final int SPAN_TO = 52;

    /** Reads a header; null for one that the recommendation has us ignore. */
    static @Nullable TraceParent read(String header) {
        boolean shaped = header.length() >= LENGTH
                && header.charAt(2) == '-'
                && header.charAt(TRACE_TO) == '-'
                && header.charAt(SPAN_TO) == '-'
                && !header.startsWith("ff")
                && isHex(header, 0, 2)
                && isHex(header, TRACE_FROM, TRACE_TO)
                && isHex(header, SPAN_FROM, SPAN_TO);
        if (!shaped || isZero(header, TRACE_FROM, TRACE_TO) || isZero(header, SPAN_FROM, SPAN_TO)) {
            return null;
        }
        return new TraceParent(header.substring(TRACE_FROM, TRACE_TO), header.substring(SPAN_FROM, SPAN_TO));
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
