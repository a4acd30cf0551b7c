/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code retry-after-ms} and {@code retry-after} (RFC 9110, section 10.2.3); what makes no sense is ignored. */
final class RetryAfter {
    private static final int MAX_DIGITS = 40;
    private static final BigDecimal LONGEST_MILLIS =
            BigDecimal.valueOf(Duration.ofDays(365).toMillis());
    private static final int MILLIS_EXPONENT = 3;

    private RetryAfter() {}

    static Optional<Duration> read(Headers headers, Instant now) {
        Duration wait = number(headers.first("retry-after-ms").orElse(""), 0);
        if (wait == null) {
            String text = headers.first("retry-after").orElse("");
            wait = number(text, MILLIS_EXPONENT);
            wait = wait == null ? date(text, now) : wait;
        }
        return Optional.ofNullable(wait);
    }

    private static @Nullable Duration number(String text, int exponent) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > MAX_DIGITS) {
            return null;
        }
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return null;
            }
        }
        try {
            BigDecimal millis = new BigDecimal(trimmed).movePointRight(exponent);
            return Duration.ofMillis(millis.min(LONGEST_MILLIS).longValue());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration date(String text, Instant now) {
        try {
            Instant when = ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, when);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
