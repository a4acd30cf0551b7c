/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

/** Short questions, as users of a chat type them: 7 to 29 tokens. */
final class Questions {
    private static final String[] BEGINNINGS = {
        "How do I reset the password of",
        "What is the cheapest way to insure",
        "Explain in one sentence what happens to",
        "Why is there an error when I open",
    };
    private static final String[] MIDDLES = {
        " my account", " a second-hand car", " the annual report of our department", " files that a colleague sent me",
    };
    private static final String[] ENDS = {
        "?", " on a phone?", " if I live abroad and have no address in the country yet?", ", please",
    };

    /** How many there are. */
    static final int COUNT = BEGINNINGS.length * MIDDLES.length * ENDS.length;

    private Questions() {}

    /** Returns one of them; the number may be any. */
    static String question(int number) {
        int index = Math.floorMod(number, COUNT);
        return BEGINNINGS[index % 4] + MIDDLES[index / 4 % 4] + ENDS[index / 16];
    }
}
