/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads numbers in digits, with what is glued to them, and in words. */
final class Numbers {
    private static final String CURRENCIES = "$\u20ac\u00a3\u00a5\u20b9";
    private static final Map<String, String> SUFFIXES = Map.of("k", "000", "m", "000000", "bn", "000000000");
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90),
            Map.entry("first", 1),
            Map.entry("third", 3),
            Map.entry("fourth", 4),
            Map.entry("fifth", 5),
            Map.entry("sixth", 6),
            Map.entry("seventh", 7),
            Map.entry("eighth", 8),
            Map.entry("ninth", 9),
            Map.entry("tenth", 10),
            Map.entry("twice", 2),
            Map.entry("once", 1),
            Map.entry("double", 2),
            Map.entry("triple", 3),
            Map.entry("couple", 2));
    private static final Map<String, Long> SCALES = Map.of(
            "hundred",
            100L,
            "thousand",
            1000L,
            "million",
            1_000_000L,
            "billion",
            1_000_000_000L,
            "trillion",
            1_000_000_000_000L,
            "lakh",
            100_000L,
            "lac",
            100_000L,
            "crore",
            10_000_000L,
            "dozen",
            12L);

    private Numbers() {}

    static boolean isWord(String word) {
        return WORDS.containsKey(word) || SCALES.containsKey(word);
    }

    static boolean isScale(String word) {
        return SCALES.containsKey(word);
    }

    static BigDecimal scale(String word) {
        return BigDecimal.valueOf(SCALES.getOrDefault(word, 1L));
    }

    static BigDecimal value(String word) {
        return BigDecimal.valueOf(WORDS.getOrDefault(word, 1));
    }

    /** Reads a chunk that begins with digits: the number, then its unit as a word; empty where it is something else. */
    static List<Token> read(String chunk) {
        int from = 0;
        String currency = "";
        if (CURRENCIES.indexOf(chunk.charAt(0)) >= 0) {
            currency = chunk.substring(0, 1);
            from = 1;
        } else if ((chunk.charAt(0) == '-' || chunk.charAt(0) == '+' || chunk.charAt(0) == '#') && chunk.length() > 1) {
            from = 1;
        }
        int to = from;
        while (to < chunk.length() && isPart(chunk, to)) {
            to++;
        }
        if (to == from || !Character.isDigit(chunk.charAt(from))) {
            return List.of();
        }
        String suffix = chunk.substring(to).toLowerCase(Locale.ROOT);
        if (!isUnit(suffix)) {
            return List.of();
        }
        List<Token> tokens = new ArrayList<>();
        String sign = chunk.charAt(0) == '-' ? "-" : "";
        numbers(sign, chunk.substring(from, to), SUFFIXES.get(suffix), tokens);
        if (!currency.isEmpty()) {
            tokens.add(word(currency));
        }
        if (!suffix.isEmpty() && !ORDINALS.contains(suffix) && !SUFFIXES.containsKey(suffix)) {
            tokens.add(word(suffix.startsWith("-") ? suffix.substring(1) : suffix));
        }
        return tokens;
    }

    private static boolean isPart(String chunk, int at) {
        char c = chunk.charAt(at);
        boolean joins = ".,:/-\u2013".indexOf(c) >= 0;
        return Character.isDigit(c)
                || (joins && at > 0 && at + 1 < chunk.length() && Character.isDigit(chunk.charAt(at + 1)));
    }

    /** Units are letters, at most a word of them, a percent sign or a degree. */
    private static boolean isUnit(String suffix) {
        String unit = suffix.startsWith("-") ? suffix.substring(1) : suffix;
        if (unit.equals("%") || unit.startsWith("\u00b0") || unit.equals("+")) {
            return true;
        }
        for (int i = 0; i < unit.length(); i++) {
            if (!Character.isLetter(unit.charAt(i))) {
                return false;
            }
        }
        return unit.length() <= 3 || suffix.startsWith("-") || unit.length() <= 9;
    }

    /** Ranges are several numbers; dates, times and versions are one text each. */
    private static void numbers(String sign, String digits, @Nullable String zeros, List<Token> tokens) {
        String plain = digits.replace('\u2013', '-');
        if (plain.indexOf('-') > 0 && plain.indexOf('-') == plain.lastIndexOf('-')) {
            int dash = plain.indexOf('-');
            numbers(sign, plain.substring(0, dash), zeros, tokens);
            numbers("", plain.substring(dash + 1), zeros, tokens);
            return;
        }
        String value = value(plain, zeros);
        tokens.add(new Token(digits, sign + value, sign + value, Token.Kind.NUMBER, false));
    }

    private static String value(String plain, @Nullable String zeros) {
        String bare = withoutGroups(plain);
        if (!isPlain(bare)) {
            return bare;
        }
        BigDecimal number = new BigDecimal(bare);
        if (zeros != null) {
            number = number.multiply(BigDecimal.TEN.pow(zeros.length()));
        }
        return plain(number);
    }

    /** Whether a number is one that can be counted with, and no date, time or version. */
    static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Character.isDigit(value.charAt(i)) && value.charAt(i) != '.') {
                return false;
            }
        }
        return value.indexOf('.') == value.lastIndexOf('.');
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String withoutGroups(String digits) {
        int comma = digits.indexOf(',');
        return comma > 0 && comma <= 3 && digits.indexOf(':') < 0 ? digits.replace(",", "") : digits;
    }

    private static Token word(String text) {
        return new Token(text, text, Stems.of(text), Token.Kind.WORD, false);
    }
}
