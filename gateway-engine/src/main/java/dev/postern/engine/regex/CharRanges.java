/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

/** A set of characters, as ranges. */
final class CharRanges {
    private static final String DIGITS = "09";
    private static final String WORD = "09AZ__az";
    // White space as ECMA-262 has it: all of Unicode's, and the byte order mark.
    private static final String SPACE =
            "\t\r  \u00a0\u00a0\u1680\u1680\u2000\u200a\u2028\u2029\u202f\u202f\u205f\u205f\u3000\u3000\ufeff\ufeff";
    private static final String LINE_ENDS = "\n\n\r\r\u2028\u2029";

    private final StringBuilder pairs = new StringBuilder();
    private final boolean anyCase;
    private boolean negated;

    CharRanges(boolean anyCase) {
        this.anyCase = anyCase;
    }

    /** Every character but those that end a line. */
    static CharRanges dot() {
        CharRanges ranges = new CharRanges(false);
        ranges.complement(LINE_ENDS);
        return ranges;
    }

    static boolean isWord(char c) {
        return isIn(WORD, c);
    }

    void negate() {
        negated = true;
    }

    void add(char from, char to) {
        pairs.append(from).append(to);
    }

    /** Adds what {@code \d}, {@code \w}, {@code \s} and their opposites stand for; returns false for other letters. */
    boolean addClass(char letter) {
        char lower = Character.toLowerCase(letter);
        String named = lower == 'd' ? DIGITS : lower == 'w' ? WORD : lower == 's' ? SPACE : "";
        if (letter == lower) {
            pairs.append(named);
        } else if (!named.isEmpty()) {
            complement(named);
        }
        return !named.isEmpty();
    }

    private void complement(String sorted) {
        char from = 0;
        for (int i = 0; i < sorted.length(); i += 2) {
            add(from, (char) (sorted.charAt(i) - 1));
            from = (char) (sorted.charAt(i + 1) + 1);
        }
        add(from, Character.MAX_VALUE);
    }

    /** Returns how many steps a look costs. */
    int cost() {
        return 1 + pairs.length() / 16;
    }

    boolean contains(char c) {
        boolean found = isIn(pairs, c);
        if (!found && anyCase) {
            found = isIn(pairs, Character.toLowerCase(c)) || isIn(pairs, Character.toUpperCase(c));
        }
        return found != negated;
    }

    private static boolean isIn(CharSequence ranges, char c) {
        for (int i = 0; i < ranges.length(); i += 2) {
            if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
                return true;
            }
        }
        return false;
    }
}
