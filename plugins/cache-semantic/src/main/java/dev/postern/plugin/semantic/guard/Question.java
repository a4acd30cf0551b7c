/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a text asks for.
 *
 * @param kind the kind of its first question
 * @param asked the words who, when, where and why that it holds; a second question adds its own
 * @param tense the times that its auxiliary verbs tell, each past or future, in their order
 * @param generic whether "I" and "you" in it may stand for anybody
 */
record Question(Kind kind, Set<String> asked, List<String> tense, boolean generic) {
    /** Kinds of question, by the answer that they want. */
    enum Kind {
        PERSON,
        PLACE,
        TIME,
        REASON,
        COUNT,
        AMOUNT,
        DEGREE,
        MANNER,
        THING,
        YES_OR_NO,
        /** No question by its form: an order, a topic. */
        NONE
    }

    private static final Set<String> AUXILIARIES = Set.of(
            "is", "are", "am", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should", "has",
            "have", "had", "may", "might", "must", "shall");
    private static final Set<String> WAYS = Set.of("way", "ways", "method", "methods", "steps", "tips");
    private static final Set<String> WH =
            Set.of("who", "whom", "whose", "when", "where", "why", "how", "what", "which");
    private static final Set<String> SEPARATE = Set.of("who", "when", "where", "why");
    private static final Set<String> POSSIBLE = Set.of("can", "could", "should");
    private static final Set<String> AFTER_PLAIN_HOW = Set.of(
            "to", "do", "does", "did", "can", "could", "should", "would", "will", "i", "we", "you", "one", "is", "are",
            "am", "was", "were", "be", "the", "a", "an", "has", "have", "had", "might", "may", "must", "shall", "it");
    private static final Set<String> OPENING = Set.of("and", "or", "but", "so", "then", "exactly", "by");
    private static final int REACH = 6;

    static Question of(List<Token> tokens) {
        Kind kind = kind(tokens);
        Set<String> asked = new TreeSet<>();
        List<String> tense = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).word();
            if (SEPARATE.contains(word) && beginsClause(tokens, i)) {
                asked.add(word);
            }
            String time = time(word);
            if (time != null) {
                tense.add(time);
            }
        }
        if (kind == Kind.REASON) {
            asked.add("why");
        }
        boolean possible = !tokens.isEmpty() && POSSIBLE.contains(tokens.get(0).word());
        return new Question(kind, asked, tense, kind == Kind.MANNER || kind == Kind.PLACE || possible);
    }

    /** Whether a word opens a question of its own, and does not just join a clause: "what to do when it rains". */
    private static boolean beginsClause(List<Token> tokens, int at) {
        return at == 0
                || tokens.get(at - 1).kind() == Token.Kind.BREAK
                || OPENING.contains(tokens.get(at - 1).word());
    }

    private static @Nullable String time(String word) {
        return switch (word) {
            case "was", "were", "did", "had" -> "past";
            case "will", "shall" -> "future";
            default -> null;
        };
    }

    private static Kind kind(List<Token> tokens) {
        if (!tokens.isEmpty() && AUXILIARIES.contains(tokens.get(0).word())) {
            return Kind.YES_OR_NO;
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (WH.contains(tokens.get(i).word())) {
                return kind(tokens, i);
            }
        }
        return hasWay(tokens, 0) ? Kind.MANNER : Kind.NONE;
    }

    private static Kind kind(List<Token> tokens, int at) {
        return switch (tokens.get(at).word()) {
            case "who", "whom", "whose" -> Kind.PERSON;
            case "when" -> Kind.TIME;
            case "where" -> Kind.PLACE;
            case "why" -> Kind.REASON;
            case "how" -> how(word(tokens, at + 1));
            default -> what(tokens, at);
        };
    }

    private static Kind how(String next) {
        return switch (next) {
            case "many" -> Kind.COUNT;
            case "much" -> Kind.AMOUNT;
            case "come" -> Kind.REASON;
            default -> next.isEmpty() || AFTER_PLAIN_HOW.contains(next) ? Kind.MANNER : Kind.DEGREE;
        };
    }

    private static Kind what(List<Token> tokens, int at) {
        if (word(tokens, at + 1).equals("time")) {
            return Kind.TIME;
        }
        if (hasWay(tokens, at) || isWhatToDo(tokens, at)) {
            return Kind.MANNER;
        }
        for (int i = at + 1; i < Math.min(tokens.size(), at + REACH); i++) {
            if (tokens.get(i).word().equals("reason") || tokens.get(i).word().equals("reasons")) {
                return Kind.REASON;
            }
        }
        return Kind.THING;
    }

    /** Whether it asks "what should I do to …". */
    private static boolean isWhatToDo(List<Token> tokens, int at) {
        for (int i = at + 1; i < Math.min(tokens.size() - 1, at + REACH); i++) {
            if (tokens.get(i).word().equals("do") && tokens.get(i + 1).word().equals("to")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWay(List<Token> tokens, int from) {
        for (int i = from; i < Math.min(tokens.size(), from + REACH + 1); i++) {
            if (isWay(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a negation stands behind the verb that opens the question: "why is not …", "does not …". */
    static boolean opensWith(List<Token> tokens, int negation) {
        return negation > 0
                && AUXILIARIES.contains(tokens.get(negation - 1).word())
                && (negation == 1 || (negation == 2 && WH.contains(tokens.get(0).word())));
    }

    /** Whether this word only says that a manner is asked for. */
    static boolean isWay(List<Token> tokens, int at) {
        String next = word(tokens, at + 1);
        return WAYS.contains(tokens.get(at).word())
                && (next.equals("to") || next.equals("of") || next.equals("for") || next.equals("i"));
    }

    private static String word(List<Token> tokens, int at) {
        return at < tokens.size() ? tokens.get(at).word() : "";
    }
}
