/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The limits on what a caller may put into options. */
final class CallOptionRules {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MAX_LABEL_LENGTH = 256;
    private static final int MAX_METADATA_KEYS = 64;
    private static final int MAX_METADATA_VALUE_LENGTH = 128;

    private CallOptionRules() {}

    static String label(String name, String value) {
        boolean valid = !value.isEmpty() && value.length() <= MAX_LABEL_LENGTH;
        for (int i = 0; valid && i < value.length(); i++) {
            valid = value.charAt(i) > ' ' && value.charAt(i) < 0x7f;
        }
        if (!valid) {
            throw new InvalidRequestException(
                    name + ": expected 1 to " + MAX_LABEL_LENGTH + " visible ASCII characters", name);
        }
        return value;
    }

    static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new InvalidRequestException(name + ": expected a positive duration, found " + value, name);
        }
        // Longer ones cannot be counted in nanoseconds, and no call lives to see the difference.
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }

    static Map<String, String> metadata(Map<String, String> labels) {
        if (labels.size() > MAX_METADATA_KEYS) {
            throw new InvalidRequestException(
                    "metadata: expected at most " + MAX_METADATA_KEYS + " keys, found " + labels.size(), "metadata");
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            int length = label.getValue().length();
            if (length > MAX_METADATA_VALUE_LENGTH) {
                throw new InvalidRequestException(
                        "metadata." + label.getKey() + ": expected at most " + MAX_METADATA_VALUE_LENGTH
                                + " characters, found " + length,
                        "metadata");
            }
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
