/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.JsonView;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The number that a condition compares with; exact, whole numbers without allocating. */
final class Operand {
    /** The order of what is no number. */
    static final int INCOMPARABLE = Integer.MIN_VALUE;

    private static final int MAX_LENGTH = 100;
    private static final int MAX_SCALE = 1_000;
    // So many digits always fit a long.
    private static final int SAFE_DIGITS = 18;

    private final BigDecimal exact;
    private final boolean fits;
    private final long whole;

    Operand(BigDecimal exact) {
        this.exact = exact;
        boolean integer = exact.precision() - exact.scale() <= SAFE_DIGITS
                && exact.stripTrailingZeros().scale() <= 0;
        this.fits = integer;
        this.whole = integer ? exact.longValue() : 0;
    }

    /** Returns whether a number is below (-1), equal to (0) or above (1) this one. */
    int order(JsonView number) {
        OptionalLong integer = number.integer();
        if (fits && integer.isPresent()) {
            return Long.compare(integer.getAsLong(), whole);
        }
        return number.decimal().map(decimal -> decimal.compareTo(exact)).orElse(INCOMPARABLE);
    }

    /** The same of a text, which may be no number. */
    int order(String text) {
        if (fits && !text.isEmpty() && text.length() <= SAFE_DIGITS) {
            long value = 0;
            int i = 0;
            while (i < text.length() && isDigit(text.charAt(i))) {
                value = value * 10 + text.charAt(i++) - '0';
            }
            if (i == text.length()) {
                return Long.compare(value, whole);
            }
        }
        BigDecimal decimal = read(text);
        return decimal == null ? INCOMPARABLE : decimal.compareTo(exact);
    }

    /** Reads a decimal number of at most 100 characters; null for anything else. */
    static @Nullable BigDecimal read(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return null;
        }
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits |= isDigit(c);
            if (!isDigit(c) && "+-.eE".indexOf(c) < 0) {
                return null;
            }
        }
        if (!digits) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(text);
            return Math.abs((long) decimal.scale()) > MAX_SCALE ? null : decimal;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
