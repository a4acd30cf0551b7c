/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads W3C baggage; what does not fit metadata is left out, since it came with the trace and not from the caller. */
final class Baggage {
    private static final int MAX_LABELS = 64;
    private static final int MAX_VALUE = 128;

    private Baggage() {}

    /** Returns the labels of a header over those of earlier ones. */
    static Map<String, String> read(String header, @Nullable Map<String, String> earlier) {
        Map<String, String> labels = earlier == null ? new LinkedHashMap<>() : earlier;
        int from = 0;
        while (from < header.length() && labels.size() < MAX_LABELS) {
            int comma = header.indexOf(',', from);
            int end = comma < 0 ? header.length() : comma;
            put(header.substring(from, end), labels);
            from = end + 1;
        }
        return labels;
    }

    private static void put(String entry, Map<String, String> labels) {
        int properties = entry.indexOf(';');
        String pair = properties < 0 ? entry : entry.substring(0, properties);
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            return;
        }
        String value = decode(pair.substring(equals + 1).strip());
        if (value != null && value.length() <= MAX_VALUE) {
            labels.put(pair.substring(0, equals).strip(), value);
        }
    }

    private static @Nullable String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
