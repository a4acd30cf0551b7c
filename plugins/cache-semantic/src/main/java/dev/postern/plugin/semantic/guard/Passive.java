/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.List;
import java.util.Set;

/** Where a text says "… was done by …": the participle and the doer, or neither. */
record Passive(Reading text, int participle) {
    private static final Set<String> BE = Set.of("is", "are", "was", "were", "been", "being", "be", "get", "got", "am");
    private static final int NONE = -1;

    /** How many words may stand between "was" and "by". */
    private static final int REACH = 5;

    static Passive of(Reading text) {
        List<Token> tokens = text.tokens();
        for (int by = 2; by < tokens.size(); by++) {
            if (tokens.get(by).word().equals("by") && tokens.get(by - 1).isContent()) {
                for (int be = by - 2; be >= Math.max(0, by - 1 - REACH); be--) {
                    if (BE.contains(tokens.get(be).word())) {
                        return new Passive(text, by - 1);
                    }
                }
            }
        }
        return new Passive(text, NONE);
    }

    boolean isThere() {
        return participle != NONE;
    }

    /** Whether the doer of this passive is what another text, which has none, does it to. */
    boolean turns(Reading active) {
        List<Token> tokens = text.tokens();
        int verb = place(active.tokens(), tokens.get(participle));
        if (verb < 0) {
            return false;
        }
        for (int i = participle + 2; i < tokens.size(); i++) {
            if (tokens.get(i).isContent()) {
                return place(active.tokens(), tokens.get(i)) > verb;
            }
        }
        return false;
    }

    private static int place(List<Token> tokens, Token wanted) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isContent() && Lexicon.english().synonyms(tokens.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }
}
