/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import dev.postern.plugin.semantic.guard.Lexicon.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two texts side by side: which words they share, and which only one of them has. */
final class Pair {
    /** One word of the first text and the word of the second that says the same, or just the opposite. */
    record Match(Token one, Token other, Relation relation) {}

    private static final int SHORTEST_CASELESS = 3;

    private final Reading one;
    private final Reading other;
    private final List<Match> matches = new ArrayList<>();
    private final List<Token> onlyOne;
    private final List<Token> onlyOther;

    Pair(Reading one, Reading other) {
        this.one = one;
        this.other = other;
        this.onlyOne = new ArrayList<>(one.content());
        this.onlyOther = new ArrayList<>(other.content());
        match(Relation.SYNONYMS, true);
        match(Relation.SYNONYMS, false);
        match(Relation.CONTRADICTORY, false);
        dropRepeated(onlyOne);
        dropRepeated(onlyOther);
    }

    private void match(Relation wanted, boolean sameStem) {
        List<Token> unmatched = new ArrayList<>();
        for (Token left : onlyOne) {
            int partner = partner(left, wanted, sameStem);
            if (partner < 0) {
                unmatched.add(left);
            } else {
                matches.add(new Match(left, onlyOther.remove(partner), wanted));
            }
        }
        onlyOne.clear();
        onlyOne.addAll(unmatched);
    }

    private int partner(Token left, Relation wanted, boolean sameStem) {
        for (int i = 0; i < onlyOther.size(); i++) {
            Token right = onlyOther.get(i);
            if (sameStem ? isSame(left, right) : isRelated(left, right, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(Token left, Token right) {
        if (left.kind() == Token.Kind.CODE || right.kind() == Token.Kind.CODE) {
            return left.text().equals(right.text())
                    || (left.text().length() >= SHORTEST_CASELESS
                            && !left.text().startsWith("-")
                            && left.text().equalsIgnoreCase(right.text()));
        }
        return left.stem().equals(right.stem());
    }

    private static boolean isRelated(Token left, Token right, Relation wanted) {
        return left.isWord() && right.isWord() && Lexicon.english().relation(left, right) == wanted;
    }

    /** A word said twice in the one text and once in the other makes no difference. */
    private void dropRepeated(List<Token> only) {
        only.removeIf(token -> matches.stream()
                .anyMatch(match -> match.relation() == Relation.SYNONYMS
                        && (isSame(match.one(), token) || isSame(match.other(), token))));
    }

    Reading one() {
        return one;
    }

    Reading other() {
        return other;
    }

    List<Match> matches() {
        return matches;
    }

    List<Token> onlyOne() {
        return onlyOne;
    }

    List<Token> onlyOther() {
        return onlyOther;
    }

    /** Returns the words of the first text, little ones too, that the second has in no form. */
    List<Token> missingFromOther() {
        return missing(one, other);
    }

    /** Returns the words of the second text, little ones too, that the first has in no form. */
    List<Token> missingFromOne() {
        return missing(other, one);
    }

    private static List<Token> missing(Reading from, Reading in) {
        Set<String> stems = new HashSet<>();
        in.tokens().forEach(token -> stems.add(token.stem()));
        List<Token> missing = new ArrayList<>();
        for (Token token : from.tokens()) {
            if (token.isWord() && !stems.contains(token.stem())) {
                missing.add(token);
            }
        }
        return missing;
    }
}
