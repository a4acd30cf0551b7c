/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All guards, in the order they are asked; stateless and safe for many threads. */
public final class Guards {
    private static final List<Guard> ALL = List.of(
            new NumbersGuard(),
            new NegationGuard(),
            new EntitiesGuard(),
            new RolesGuard(),
            new QuestionGuard(),
            new WordsGuard());

    private Guards() {}

    /** Returns the ids of all guards. */
    public static List<String> ids() {
        return ALL.stream().map(Guard::id).toList();
    }

    /**
     * Returns the id of the first guard that refuses to let one answer serve both texts, or null if none does.
     *
     * @param off the ids of guards that are not asked
     */
    public static @Nullable String refusal(Reading asked, Reading stored, Set<String> off) {
        Pair pair = new Pair(asked, stored);
        for (Guard guard : ALL) {
            if (!off.contains(guard.id()) && guard.refuses(pair)) {
                return guard.id();
            }
        }
        return null;
    }

    /** Returns the ids of all guards that refuse. */
    public static List<String> refusals(Reading asked, Reading stored) {
        Pair pair = new Pair(asked, stored);
        return ALL.stream().filter(guard -> guard.refuses(pair)).map(Guard::id).toList();
    }
}
