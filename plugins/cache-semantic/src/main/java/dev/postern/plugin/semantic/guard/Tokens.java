/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Splits a text into words, numbers, code and the breaks between them. */
final class Tokens {
    private static final String BREAKS = ",;:.?!";
    private static final String OPENING = "([{\"'*\u00bf\u00a1";
    private static final String CLOSING = ")]}\"'*" + BREAKS;
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("n't", "not"),
            Map.entry("'re", "are"),
            Map.entry("'ve", "have"),
            Map.entry("'ll", "will"),
            Map.entry("'d", "would"),
            Map.entry("'m", "am"));
    private static final Map<String, String> WHOLE = Map.ofEntries(
            Map.entry("can't", "can not"),
            Map.entry("cannot", "can not"),
            Map.entry("won't", "will not"),
            Map.entry("shan't", "shall not"),
            Map.entry("let's", "let us"),
            Map.entry("dont", "do not"),
            Map.entry("doesnt", "does not"),
            Map.entry("didnt", "did not"),
            Map.entry("cant", "can not"),
            Map.entry("wont", "will not"),
            Map.entry("isnt", "is not"),
            Map.entry("arent", "are not"),
            Map.entry("wasnt", "was not"),
            Map.entry("shouldnt", "should not"),
            Map.entry("couldnt", "could not"),
            Map.entry("wouldnt", "would not"),
            Map.entry("havent", "have not"),
            Map.entry("hasnt", "has not"),
            Map.entry("im", "i am"),
            Map.entry("ive", "i have"),
            Map.entry("whats", "what is"),
            Map.entry("u.s.", "usa"),
            Map.entry("u.s", "usa"),
            Map.entry("u.s.a", "usa"),
            Map.entry("u.k", "uk"),
            Map.entry("a.m", "am-time"),
            Map.entry("p.m", "pm"),
            Map.entry("wi-fi", "wifi"),
            Map.entry("&", "and"));
    private static final Set<String> BEFORE_IS =
            Set.of("what", "who", "where", "how", "that", "it", "there", "here", "when", "why", "he", "she");

    private final List<Token> tokens = new ArrayList<>();
    private boolean sentenceStart = true;

    private Tokens() {}

    static List<Token> of(String text) {
        Tokens tokens = new Tokens();
        String plain = text.replace('\u2019', '\'')
                .replace('\u2018', '\'')
                .replace('\u201c', '"')
                .replace('\u201d', '"');
        int from = 0;
        for (int i = 0; i <= plain.length(); i++) {
            if (i == plain.length() || Character.isWhitespace(plain.charAt(i))) {
                if (i > from) {
                    tokens.chunk(plain.substring(from, i));
                }
                from = i + 1;
            }
        }
        return tokens.tokens;
    }

    private void chunk(String chunk) {
        int from = 0;
        int to = chunk.length();
        boolean code = Code.is(Code.bare(chunk));
        while (!code && from < to && OPENING.indexOf(chunk.charAt(from)) >= 0) {
            from++;
        }
        int end = to;
        while (to > from && (code ? BREAKS : CLOSING).indexOf(chunk.charAt(to - 1)) >= 0) {
            to--;
        }
        String core = chunk.substring(from, to);
        if (!core.isEmpty()) {
            core(core, code || Code.is(core));
        }
        for (int i = to; i < end; i++) {
            if (BREAKS.indexOf(chunk.charAt(i)) >= 0) {
                tokens.add(new Token(",", ",", ",", Token.Kind.BREAK, false));
                sentenceStart = ".?!:".indexOf(chunk.charAt(i)) >= 0;
                break;
            }
        }
    }

    private void core(String core, boolean code) {
        List<Token> numbers = Numbers.read(core);
        if (!numbers.isEmpty()) {
            tokens.addAll(numbers);
            sentenceStart = false;
        } else if (code) {
            tokens.add(new Token(core, core, core, Token.Kind.CODE, false));
            sentenceStart = false;
        } else {
            parts(core);
        }
    }

    /** Splits what hyphens and slashes join. */
    private void parts(String core) {
        String known = WHOLE.get(core.toLowerCase(Locale.ROOT));
        if (known != null) {
            for (String word : known.split(" ", -1)) {
                word(word);
            }
            return;
        }
        int from = 0;
        for (int i = 0; i <= core.length(); i++) {
            if (i == core.length()
                    || core.charAt(i) == '-'
                    || core.charAt(i) == '/'
                    || core.charAt(i) == '\u2013'
                    || core.charAt(i) == ','
                    || core.charAt(i) == '.'
                    || core.charAt(i) == '?') {
                if (i > from) {
                    contracted(core.substring(from, i));
                }
                from = i + 1;
            }
        }
    }

    private void contracted(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int mark = lower.endsWith("n't") ? lower.length() - 3 : lower.lastIndexOf('\'');
        if (mark <= 0) {
            word(word);
            return;
        }
        String rest = lower.substring(mark);
        word(word.substring(0, mark));
        String meant = rest.equals("'s") && BEFORE_IS.contains(lower.substring(0, mark)) ? "is" : SHORT.get(rest);
        if (meant != null) {
            word(meant);
        }
    }

    private void word(String word) {
        // The pronoun is written in capitals by nobody who does not shout all of it.
        String lower = word.equals("US") ? "usa" : word.toLowerCase(Locale.ROOT);
        boolean upper = Character.isUpperCase(word.charAt(0));
        boolean shouted = upper && word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
        boolean capital = upper && (!sentenceStart || shouted) && !lower.equals("i");
        tokens.add(new Token(word, lower, Stems.of(lower), Token.Kind.WORD, capital));
        sentenceStart = false;
    }
}
