/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches who does what to whom, and from where to where: two words that have changed places.
 *
 * <p>Another order alone is no sign: a word's role is told by the preposition before it, by a word between two that both
 * texts share, and by the passive.
 */
final class RolesGuard implements Guard {
    private static final Set<String> MARKERS = Set.of(
            ("to into from by than over against of for on in at with before after between as onto toward towards under "
                            + "without about using like via through instead per")
                    .split(" ", -1));
    private static final Set<String> JOINING = Set.of("and", "or", "vs", "versus", "nor", ",");
    private static final Set<String> CONTRAST = Set.of("but", "while", "whereas", "then", "rather", "instead", "not");
    private static final Set<String> LIGHT =
            Set.of("a", "an", "the", "my", "your", "our", "its", "this", "that", "these", "those", "some", "any");
    private static final Set<String> FIRST_PERSON = Set.of("i", "my", "me", "mine", "myself");
    private static final Set<String> SECOND_PERSON = Set.of("you", "your", "yours", "yourself");
    private static final Set<String> OWNERS = Set.of("my", "your", "our");
    private static final Set<String> POINTING = Set.of("this", "that", "these", "those");
    private static final String NO_ROLE = "";

    /** A word that both texts have, with its place and role in each. */
    private record Shared(int first, int second, String firstRole, String secondRole) {
        boolean isUnmarked() {
            return firstRole.equals(NO_ROLE) && secondRole.equals(NO_ROLE);
        }
    }

    @Override
    public String id() {
        return "roles";
    }

    @Override
    public boolean refuses(Pair pair) {
        List<Shared> shared = shared(pair);
        Passive first = Passive.of(pair.one());
        Passive second = Passive.of(pair.other());
        if (first.isThere() != second.isThere()) {
            return first.isThere() ? first.turns(pair.other()) : second.turns(pair.one());
        }
        return exchanged(shared)
                || transposed(shared)
                || contrasted(shared, pair)
                || otherPerson(pair)
                || otherOwner(pair);
    }

    private static List<Shared> shared(Pair pair) {
        Map<Token, String> firstRoles = roles(pair.one());
        Map<Token, String> secondRoles = roles(pair.other());
        List<Shared> shared = new ArrayList<>();
        for (Pair.Match match : pair.matches()) {
            if (isRepeated(match.one(), pair.one()) || isRepeated(match.other(), pair.other())) {
                continue;
            }
            shared.add(new Shared(
                    pair.one().tokens().indexOf(match.one()),
                    pair.other().tokens().indexOf(match.other()),
                    firstRoles.getOrDefault(match.one(), NO_ROLE),
                    secondRoles.getOrDefault(match.other(), NO_ROLE)));
        }
        shared.sort(Comparator.comparingInt(Shared::first));
        return shared;
    }

    /** A word that a text says twice has no one place. */
    private static boolean isRepeated(Token token, Reading reading) {
        return reading.content().stream()
                        .filter(other -> other.stem().equals(token.stem()))
                        .count()
                > 1;
    }

    /** Gives each word the preposition that it hangs on; words that "and" joins share one. */
    private static Map<Token, String> roles(Reading reading) {
        Map<Token, String> roles = new HashMap<>();
        String role = NO_ROLE;
        for (Token token : reading.tokens()) {
            if (MARKERS.contains(token.word())) {
                role = token.word();
            } else if (token.isContent()) {
                roles.putIfAbsent(token, role);
            } else if (!JOINING.contains(token.word()) && !LIGHT.contains(token.word())) {
                role = NO_ROLE;
            }
        }
        return roles;
    }

    private static boolean exchanged(List<Shared> shared) {
        for (int i = 0; i < shared.size(); i++) {
            for (int j = i + 1; j < shared.size(); j++) {
                if (exchanged(shared.get(i), shared.get(j)) || exchanged(shared.get(j), shared.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether one word has the role that the other had, and the other has lost it. */
    private static boolean exchanged(Shared one, Shared other) {
        boolean inOtherOrder = one.first() < other.first() != one.second() < other.second();
        return inOtherOrder
                && !one.firstRole().equals(NO_ROLE)
                && one.firstRole().equals(other.secondRole())
                && !one.firstRole().equals(one.secondRole())
                && !other.firstRole().equals(other.secondRole());
    }

    /** Whether just two words, or groups of them, have changed places around what both texts share between them. */
    private static boolean transposed(List<Shared> first) {
        List<Shared> second = new ArrayList<>(first);
        second.sort(Comparator.comparingInt(Shared::second));
        int from = 0;
        while (from < first.size() && first.get(from).equals(second.get(from))) {
            from++;
        }
        int to = first.size() - 1;
        while (to > from && first.get(to).equals(second.get(to))) {
            to--;
        }
        return to - from >= 2 && (isMirror(first, second, from, to) || areGroupsExchanged(first, second, from, to));
    }

    /** Whether two neighbours have changed places around a word that sets the one against the other. */
    private static boolean contrasted(List<Shared> shared, Pair pair) {
        for (int i = 0; i + 1 < shared.size(); i++) {
            Shared left = shared.get(i);
            Shared right = shared.get(i + 1);
            if (left.second() > right.second()
                    && contrasts(pair.one(), left.first(), right.first())
                    && contrasts(pair.other(), right.second(), left.second())) {
                return true;
            }
        }
        return false;
    }

    private static boolean contrasts(Reading reading, int from, int to) {
        return reading.tokens().subList(from, to).stream().anyMatch(token -> CONTRAST.contains(token.word()));
    }

    /** x v y and y v x. */
    private static boolean isMirror(List<Shared> first, List<Shared> second, int from, int to) {
        return first.get(from).equals(second.get(to))
                && first.get(to).equals(second.get(from))
                && first.subList(from + 1, to).equals(second.subList(from + 1, to))
                && first.get(from).firstRole().equals(first.get(to).secondRole());
    }

    /** x x v y and y v x x, without prepositions that would tell the roles. */
    private static boolean areGroupsExchanged(List<Shared> first, List<Shared> second, int from, int to) {
        for (int pivot = from + 1; pivot < to; pivot++) {
            int at = second.indexOf(first.get(pivot));
            if (at > from
                    && at < to
                    && second.subList(from, at).equals(first.subList(pivot + 1, to + 1))
                    && second.subList(at + 1, to + 1).equals(first.subList(from, pivot))
                    && first.subList(from, to + 1).stream().allMatch(Shared::isUnmarked)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the one text asks about the asker and the other about the asked, where neither stands for anybody. */
    private static boolean otherPerson(Pair pair) {
        if (pair.one().question().generic() && pair.other().question().generic()) {
            return false;
        }
        return (onlyFirst(pair.one()) && onlySecond(pair.other()))
                || (onlySecond(pair.one()) && onlyFirst(pair.other()));
    }

    private static boolean onlyFirst(Reading reading) {
        return has(reading, FIRST_PERSON) && !has(reading, SECOND_PERSON);
    }

    private static boolean onlySecond(Reading reading) {
        return has(reading, SECOND_PERSON) && !has(reading, FIRST_PERSON);
    }

    /** Whether the one text asks about "my" thing and the other about "this" one. */
    private static boolean otherOwner(Pair pair) {
        return (has(pair.one(), OWNERS) && !has(pair.other(), OWNERS) && points(pair.other(), pair.one()))
                || (has(pair.other(), OWNERS) && !has(pair.one(), OWNERS) && points(pair.one(), pair.other()));
    }

    private static boolean points(Reading one, Reading other) {
        return has(one, POINTING) && !has(other, POINTING);
    }

    private static boolean has(Reading reading, Set<String> words) {
        return reading.tokens().stream().anyMatch(token -> words.contains(token.word()));
    }
}
