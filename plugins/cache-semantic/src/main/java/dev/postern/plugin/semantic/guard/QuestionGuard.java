/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import dev.postern.plugin.semantic.guard.Question.Kind;

/** Watches what is asked for: who, when, how many, why, and whether it was, is or will be. */
final class QuestionGuard implements Guard {
    @Override
    public String id() {
        return "question";
    }

    @Override
    public boolean refuses(Pair pair) {
        Question one = pair.one().question();
        Question other = pair.other().question();
        return !alike(one.kind(), other.kind())
                || !one.asked().equals(other.asked())
                || !one.tense().equals(other.tense());
    }

    private static boolean alike(Kind one, Kind other) {
        return one == other || (isTopic(one) && isTopic(other));
    }

    /** "Difference of x and y" asks what "What is the difference" does. */
    private static boolean isTopic(Kind kind) {
        return kind == Kind.NONE || kind == Kind.THING;
    }
}
