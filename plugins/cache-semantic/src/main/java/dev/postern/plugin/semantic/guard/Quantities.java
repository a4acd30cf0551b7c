/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what a text counts: numbers in digits or words with what they count, and the months of dates. */
final class Quantities {
    private static final Set<String> MONTHS = Set.of(
            "january", "february", "april", "june", "july", "august", "september", "october", "november", "december");
    private static final Set<String> SHORT_MONTHS =
            Set.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "march");
    private static final int HEAD_REACH = 3;

    /**
     * A number and what it counts.
     *
     * @param value in digits; of a month its first letters
     * @param head the stem of the word that follows, or nothing
     */
    record Quantity(String value, String head) {
        static final String MONTH = "month";

        boolean isMonth() {
            return head.equals(MONTH);
        }
    }

    private Quantities() {}

    static List<Quantity> of(List<Token> tokens) {
        List<Quantity> found = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            Token token = tokens.get(i);
            int next = end(tokens, i);
            if (next > i) {
                found.add(new Quantity(value(tokens.subList(i, next)), head(tokens, next)));
            } else if (isMonth(token, tokens, i)) {
                found.add(new Quantity(token.word().substring(0, 3), Quantity.MONTH));
            }
            i = Math.max(next, i + 1);
        }
        return List.copyOf(found);
    }

    /** Returns where the number that begins here ends; here, if none does. */
    private static int end(List<Token> tokens, int from) {
        Token first = tokens.get(from);
        if (first.kind() != Token.Kind.NUMBER && !isNumberWord(first)) {
            return from;
        }
        int to = from + 1;
        while (to < tokens.size()
                && isNumberWord(tokens.get(to))
                && (first.isWord() || Numbers.isScale(tokens.get(to).word()))) {
            to++;
        }
        return to;
    }

    private static boolean isNumberWord(Token token) {
        return token.isWord() && Numbers.isWord(token.word());
    }

    private static String value(List<Token> number) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal open = BigDecimal.ZERO;
        for (Token token : number) {
            if (token.kind() == Token.Kind.NUMBER) {
                if (number.size() == 1 || !Numbers.isPlain(token.word())) {
                    return token.word();
                }
                open = new BigDecimal(token.word());
            } else if (Numbers.isScale(token.word())) {
                BigDecimal scaled = (open.signum() == 0 ? BigDecimal.ONE : open).multiply(Numbers.scale(token.word()));
                boolean hundred = token.word().equals("hundred");
                sum = hundred ? sum : sum.add(scaled);
                open = hundred ? scaled : BigDecimal.ZERO;
            } else {
                open = open.add(Numbers.value(token.word()));
            }
        }
        return Numbers.plain(sum.add(open));
    }

    private static boolean isMonth(Token token, List<Token> tokens, int at) {
        boolean besideNumber = isNumber(tokens, at - 1) || isNumber(tokens, at + 1);
        return MONTHS.contains(token.word()) || (besideNumber && SHORT_MONTHS.contains(token.word()));
    }

    private static boolean isNumber(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Token.Kind.NUMBER;
    }

    private static String head(List<Token> tokens, int at) {
        for (int i = at; i < Math.min(tokens.size(), at + HEAD_REACH); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.BREAK) {
                return "";
            }
            if (token.isContent()) {
                return token.stem();
            }
        }
        return "";
    }
}
