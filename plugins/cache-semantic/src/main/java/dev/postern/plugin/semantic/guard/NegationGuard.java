/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import dev.postern.plugin.semantic.guard.Lexicon.Relation;
import dev.postern.plugin.semantic.guard.Pair.Match;
import java.util.List;

/**
 * Watches polarity: negation and what it governs, opposites, prefixes and endings that turn a word round, and words that
 * take away.
 *
 * <p>Two turns make none: "not unnecessary" and "necessary" pass.
 */
final class NegationGuard implements Guard {
    @Override
    public String id() {
        return "negation";
    }

    @Override
    public boolean refuses(Pair pair) {
        return differsInSign(pair)
                || hasOpposites(pair)
                || takesAway(pair.missingFromOther(), pair.onlyOne())
                || takesAway(pair.missingFromOne(), pair.onlyOther());
    }

    private static boolean differsInSign(Pair pair) {
        Reading one = pair.one();
        Reading other = pair.other();
        int turns = one.negations() + other.negations();
        boolean moved = false;
        for (Match match : pair.matches()) {
            boolean turned = match.relation() == Relation.CONTRADICTORY;
            boolean differs = one.isNegated(match.one()) != other.isNegated(match.other());
            if (turned && !differs) {
                return true;
            }
            turns += turned ? 1 : 0;
            moved |= !turned && differs;
        }
        boolean freeToMove =
                one.negations() == other.negations() && (one.invertedNegation() || other.invertedNegation());
        return turns % 2 != 0 || (moved && !freeToMove);
    }

    private static boolean hasOpposites(Pair pair) {
        List<Token> left = pair.missingFromOther();
        List<Token> right = pair.missingFromOne();
        for (Token one : left) {
            for (Token other : right) {
                if (Lexicon.english().relation(one, other) == Relation.CONTRARY) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean takesAway(List<Token> missing, List<Token> only) {
        for (Token token : missing) {
            if (Lexicon.english().isNegative(token.word()) && (token.isFunction() || only.contains(token))) {
                return true;
            }
        }
        return false;
    }
}
