/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.List;
import java.util.Set;

/** Watches names, code and identifiers: each of the one text must stand in the other. */
final class EntitiesGuard implements Guard {
    @Override
    public String id() {
        return "entities";
    }

    @Override
    public boolean refuses(Pair pair) {
        return lacks(pair.onlyOne(), pair.other()) || lacks(pair.onlyOther(), pair.one());
    }

    private static boolean lacks(List<Token> only, Reading in) {
        Set<String> words = in.words();
        for (Token token : only) {
            boolean code = token.kind() == Token.Kind.CODE;
            boolean name = token.capital() || token.word().length() == 1;
            if (code || (name && !words.contains(token.word()))) {
                return true;
            }
        }
        return false;
    }
}
