/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds where a number ends, and reads numbers exactly. */
final class JsonNumbers {
    /** Digits that always fit a {@code long}. */
    private static final int SAFE_DIGITS = 18;

    /** Beyond this a number is nobody's temperature, and its plain form would fill the heap. */
    private static final int MAX_EXPONENT = 999;

    /** Whole numbers up to this many digits are written without an exponent. */
    private static final int PLAIN_DIGITS = 20;

    private static final long MAX_COUNTED_EXPONENT = 1L << 50;

    /** Reading decimal digits costs their square. */
    private static final int MAX_LENGTH = 1_000;

    private JsonNumbers() {}

    /**
     * Returns the position behind the number, or the complement of where the grammar of RFC 8259 section 6 fails.
     *
     * <p>What may follow a number is for the caller to check: the number in {@code 01} ends behind the zero.
     */
    static int end(byte[] json, int from, int end) {
        int at = from;
        if (json[at] == '-') {
            at++;
        }
        if (at == end || !isDigit(json[at])) {
            return ~at;
        }
        at = json[at] == '0' ? at + 1 : digitsEnd(json, at, end);
        if (at < end && json[at] == '.') {
            at++;
            if (at == end || !isDigit(json[at])) {
                return ~at;
            }
            at = digitsEnd(json, at, end);
        }
        return at < end && (json[at] | 0x20) == 'e' ? exponentEnd(json, at + 1, end) : at;
    }

    /** Reads a number that is whole and fits: {@code 1.0} and {@code 1e2} do, {@code 1.5} and {@code 1e400} give empty. */
    static OptionalLong integer(byte[] json, int from, int to) {
        if (to - from <= SAFE_DIGITS) {
            int at = json[from] == '-' ? from + 1 : from;
            long value = 0;
            while (at < to && isDigit(json[at])) {
                value = value * 10 + (json[at++] - '0');
            }
            if (at == to) {
                return OptionalLong.of(json[from] == '-' ? -value : value);
            }
        }
        BigDecimal decimal = decimal(json, from, to);
        // A whole long has at most 19 digits before the point; asked first, so that no huge number is ever written out.
        if (decimal == null || decimal.precision() - decimal.scale() > 19 || isFraction(decimal)) {
            return OptionalLong.empty();
        }
        return decimal.toBigInteger().bitLength() < Long.SIZE
                ? OptionalLong.of(decimal.longValue())
                : OptionalLong.empty();
    }

    static boolean isFraction(BigDecimal decimal) {
        return decimal.signum() != 0 && decimal.stripTrailingZeros().scale() > 0;
    }

    /** Reads a number exactly, or gives null for one too long or with an exponent too large to be worth its memory. */
    static @Nullable BigDecimal decimal(byte[] json, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return null;
        }
        int exponentAt = from;
        boolean zero = true;
        while (exponentAt < to && (json[exponentAt] | 0x20) != 'e') {
            zero &= json[exponentAt] < '1';
            exponentAt++;
        }
        if (zero) {
            return BigDecimal.ZERO;
        }
        if (exponent(json, exponentAt + 1, to) > MAX_EXPONENT) {
            return null;
        }
        return new BigDecimal(new String(json, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** Writes a number so that equal ones look equal: {@code 1.0} as {@code 1}, {@code 0.10} as {@code 1e-1}. */
    static void canonical(byte[] json, int from, int to, JsonBuffer out) {
        boolean negative = json[from] == '-';
        int at = negative ? from + 1 : from;
        if (to - at <= PLAIN_DIGITS && json[at] != '0' && digitsEnd(json, at, to) == to) {
            out.raw(json, from, to);
            return;
        }
        byte[] digits = new byte[to - at];
        int count = 0;
        int fraction = 0;
        boolean behindPoint = false;
        for (; at < to && (json[at] | 0x20) != 'e'; at++) {
            if (json[at] == '.') {
                behindPoint = true;
                continue;
            }
            if (count > 0 || json[at] != '0') {
                digits[count++] = json[at];
            }
            fraction += behindPoint ? 1 : 0;
        }
        if (count == 0) {
            out.ascii('0');
            return;
        }
        long exponent = wholeExponent(json, at + 1, to);
        if (exponent == Long.MIN_VALUE) {
            // Longer than any that is counted with: left as it is, which no other number is written like.
            out.raw(json, from, to);
            return;
        }
        exponent -= fraction;
        for (; digits[count - 1] == '0'; count--) {
            exponent++;
        }
        if (negative) {
            out.ascii('-');
        }
        out.raw(digits, 0, count);
        if (exponent < 0 || count + exponent > PLAIN_DIGITS) {
            out.ascii('e');
            out.ascii(Long.toString(exponent));
        } else {
            out.ascii("0".repeat((int) exponent));
        }
    }

    /** Returns the exponent with its sign, 0 if there is none, or the least long if it has too many digits. */
    private static long wholeExponent(byte[] json, int from, int to) {
        int at = from;
        boolean negative = at < to && json[at] == '-';
        long exponent = 0;
        for (; at < to; at++) {
            if (isDigit(json[at])) {
                exponent = exponent * 10 + (json[at] - '0');
            }
            if (exponent > MAX_COUNTED_EXPONENT) {
                return Long.MIN_VALUE;
            }
        }
        return negative ? -exponent : exponent;
    }

    /** Whether the text is one number and nothing else. */
    static boolean isNumber(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && end(bytes, 0, bytes.length) == bytes.length;
    }

    private static int exponent(byte[] json, int from, int to) {
        int exponent = 0;
        for (int at = from; at < to && exponent <= MAX_EXPONENT; at++) {
            if (isDigit(json[at])) {
                exponent = exponent * 10 + (json[at] - '0');
            }
        }
        return exponent;
    }

    private static int exponentEnd(byte[] json, int from, int end) {
        int at = from;
        if (at < end && (json[at] == '+' || json[at] == '-')) {
            at++;
        }
        return at == end || !isDigit(json[at]) ? ~at : digitsEnd(json, at, end);
    }

    private static int digitsEnd(byte[] json, int from, int end) {
        int at = from;
        while (at < end && isDigit(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
