/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import dev.postern.plugin.semantic.guard.Quantities.Quantity;
import java.util.List;

/** Watches numbers, dates and quantities: the same ones, of the same things, in the same order. */
final class NumbersGuard implements Guard {
    private static final String ONE = "1";

    @Override
    public String id() {
        return "numbers";
    }

    @Override
    public boolean refuses(Pair pair) {
        List<Quantity> one = counted(pair.one(), pair.other());
        List<Quantity> other = counted(pair.other(), pair.one());
        return (!values(one).equals(values(other)) && !isOneDate(one, other)) || swapped(one, other);
    }

    private static List<String> values(List<Quantity> quantities) {
        return quantities.stream().map(Quantity::value).toList();
    }

    /** A day may stand before its month or after it. */
    private static boolean isOneDate(List<Quantity> one, List<Quantity> other) {
        return one.stream().filter(Quantity::isMonth).count() == 1
                && one.size() <= 3
                && values(one).stream()
                        .sorted()
                        .toList()
                        .equals(values(other).stream().sorted().toList());
    }

    /** Leaves out "once" and the like, which may as well be an article, where one text counts more than the other. */
    private static List<Quantity> counted(Reading of, Reading beside) {
        if (of.quantities().size() == beside.quantities().size()) {
            return of.quantities();
        }
        return of.quantities().stream()
                .filter(quantity ->
                        !quantity.value().equals(ONE) || !quantity.head().isEmpty())
                .toList();
    }

    /** Whether two numbers count each other's things. */
    private static boolean swapped(List<Quantity> one, List<Quantity> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            for (int j = i + 1; j < Math.min(one.size(), other.size()); j++) {
                String left = one.get(i).head();
                String right = one.get(j).head();
                if (!left.isEmpty()
                        && !left.equals(right)
                        && left.equals(other.get(j).head())
                        && right.equals(other.get(i).head())) {
                    return true;
                }
            }
        }
        return false;
    }
}
