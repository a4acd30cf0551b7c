/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import dev.postern.plugin.semantic.guard.Quantities.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A text taken apart as far as guards need it: words, numbers, names, negation, what is asked. Immutable. */
public final class Reading {
    private static final Set<String> NEGATORS =
            Set.of("not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "nowhere");
    private static final Set<String> PRAISE = Set.of("best", "good", "effective");

    private final List<Token> tokens;
    private final List<Token> content;
    private final List<Quantity> quantities;
    private final Question question;
    private final Set<Token> negated = new HashSet<>();
    private final int negations;
    private final boolean invertedNegation;

    private Reading(List<Token> tokens) {
        this.tokens = tokens;
        this.question = Question.of(tokens);
        this.quantities = Quantities.of(tokens);
        this.content = content(tokens, question.kind());
        int count = 0;
        boolean inverted = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (NEGATORS.contains(tokens.get(i).word()) && !isOrNot(tokens, i)) {
                count++;
                inverted |= Question.opensWith(tokens, i);
                toggle(governed(tokens, i), negated);
            }
        }
        this.negations = count;
        this.invertedNegation = inverted;
    }

    /** Takes a text apart. */
    public static Reading of(String text) {
        return new Reading(Openings.dropped(Tokens.of(text)));
    }

    private static boolean isOrNot(List<Token> tokens, int at) {
        boolean last = at == tokens.size() - 1 || tokens.get(at + 1).kind() == Token.Kind.BREAK;
        return last && at > 0 && tokens.get(at - 1).word().equals("or");
    }

    /** Returns the word that a negation governs: the next one with a meaning, or else the one before. */
    private static Token governed(List<Token> all, int at) {
        for (int i = at + 1; i < all.size() && all.get(i).kind() != Token.Kind.BREAK; i++) {
            if (all.get(i).isContent()) {
                return all.get(i);
            }
        }
        for (int i = at - 1; i >= 0; i--) {
            if (all.get(i).isContent()) {
                return all.get(i);
            }
        }
        return all.get(at);
    }

    private static void toggle(Token token, Set<Token> negated) {
        if (!negated.remove(token)) {
            negated.add(token);
        }
    }

    private static List<Token> content(List<Token> tokens, Question.Kind kind) {
        List<Token> content = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean manner = kind == Question.Kind.MANNER && (Question.isWay(tokens, i) || praisesWay(tokens, i));
            boolean reason = kind == Question.Kind.REASON && token.word().startsWith("reason");
            if (token.isContent() && !Numbers.isWord(token.word()) && !manner && !reason) {
                content.add(token);
            }
        }
        return List.copyOf(content);
    }

    private static boolean praisesWay(List<Token> tokens, int at) {
        return PRAISE.contains(tokens.get(at).word()) && at + 1 < tokens.size() && Question.isWay(tokens, at + 1);
    }

    List<Token> tokens() {
        return tokens;
    }

    List<Token> content() {
        return content;
    }

    List<Quantity> quantities() {
        return quantities;
    }

    Question question() {
        return question;
    }

    /** How many words of the text negate. */
    int negations() {
        return negations;
    }

    /** Whether the negation stands with the verb that opens a question, so that its place says nothing of its scope. */
    boolean invertedNegation() {
        return invertedNegation;
    }

    boolean isNegated(Token token) {
        return negated.contains(token);
    }

    /** Returns every word in lower case. */
    Set<String> words() {
        Set<String> words = new HashSet<>();
        for (Token token : tokens) {
            words.add(token.kind() == Token.Kind.CODE ? token.text().toLowerCase(Locale.ROOT) : token.word());
        }
        return words;
    }
}
