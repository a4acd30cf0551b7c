/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

/**
 * One word of a text, or what stands where words do.
 *
 * @param text as it was written, without marks around it
 * @param word in lower case
 * @param stem what the forms of the word share
 * @param kind what it is
 * @param capital whether it begins with a capital letter that no beginning of a sentence explains
 */
record Token(String text, String word, String stem, Kind kind, boolean capital) {
    /** What a token is. */
    enum Kind {
        /** A word of plain letters. */
        WORD,
        /** A number in digits; {@code word} is its value. */
        NUMBER,
        /** An identifier, a path, an operator: what means something else as soon as one character differs. */
        CODE,
        /** A mark between parts of a sentence. */
        BREAK
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isFunction() {
        return kind == Kind.WORD && FunctionWords.contains(word);
    }

    /** Whether it carries meaning of its own. */
    boolean isContent() {
        return kind == Kind.CODE || (kind == Kind.WORD && !FunctionWords.contains(word));
    }
}
