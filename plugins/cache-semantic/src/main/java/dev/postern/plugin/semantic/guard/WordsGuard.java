/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

/** Watches that neither text has a word with a meaning of its own that the other says in no way. */
final class WordsGuard implements Guard {
    @Override
    public String id() {
        return "words";
    }

    @Override
    public boolean refuses(Pair pair) {
        return !pair.onlyOne().isEmpty() || !pair.onlyOther().isEmpty() || nothingToGoBy(pair.one(), pair.other());
    }

    /** Where no text has a word to go by, nothing says that they ask the same. */
    private static boolean nothingToGoBy(Reading one, Reading other) {
        return one.content().isEmpty()
                && other.content().isEmpty()
                && one.quantities().isEmpty();
    }
}
