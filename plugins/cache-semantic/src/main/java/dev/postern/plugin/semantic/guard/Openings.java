/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.ArrayList;
import java.util.List;

/** Knows what a text may say beside its question: openings that announce it, asides that ask for an opinion. */
final class Openings {
    private static final List<List<String>> ALL = phrases("can you please tell me|could you please tell me"
            + "|can you tell me|could you tell me|can you please explain|can you explain|could you explain|please tell me"
            + "|please explain|tell me|i want to know|i would like to know|i need to know|do you know|does anyone know"
            + "|please|hey|hi|hello|so|well|ok|question|i wonder|i am wondering|can anyone tell me|in your opinion"
            + "|could someone tell me");
    private static final List<List<String>> ASIDES =
            phrases("do you think|do you guys think|according to you|in your opinion|of all time|please");
    private static final int SHORTEST_REST = 3;

    private Openings() {}

    /** Longer phrases stand before those that begin alike. */
    private static List<List<String>> phrases(String joined) {
        List<List<String>> phrases = new ArrayList<>();
        for (String phrase : joined.split("\\|", -1)) {
            phrases.add(List.of(phrase.split(" ", -1)));
        }
        return List.copyOf(phrases);
    }

    /** Returns a text's tokens without such openings, provided that enough is left. */
    static List<Token> dropped(List<Token> tokens) {
        int from = 0;
        int next = after(tokens, from);
        while (next > from) {
            from = next;
            next = after(tokens, from);
        }
        return withoutAsides(tokens.subList(from, tokens.size()));
    }

    private static List<Token> withoutAsides(List<Token> tokens) {
        List<Token> kept = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            int next = i == 0 ? i : asideEnd(tokens, i);
            if (next == i) {
                kept.add(tokens.get(i));
                next++;
            }
            i = next;
        }
        return List.copyOf(kept);
    }

    private static int asideEnd(List<Token> tokens, int from) {
        for (List<String> aside : ASIDES) {
            if (tokens.size() >= from + aside.size() && stands(tokens, from, aside)) {
                return from + aside.size();
            }
        }
        return from;
    }

    private static int after(List<Token> tokens, int from) {
        for (List<String> opening : ALL) {
            int to = from + opening.size();
            if (tokens.size() - to >= SHORTEST_REST && stands(tokens, from, opening)) {
                return tokens.get(to).kind() == Token.Kind.BREAK ? to + 1 : to;
            }
        }
        return from;
    }

    private static boolean stands(List<Token> tokens, int from, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (!tokens.get(from + i).word().equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
