/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant: the one with the fewest slips of the finger, two at most. */
final class NearestName {
    private static final int MAX_SLIPS = 2;

    private NearestName() {}

    /** Returns the nearest of the known names, of equally near ones the first by the alphabet. */
    static Optional<String> of(String written, Collection<String> known) {
        String nearest = null;
        int fewest = MAX_SLIPS + 1;
        for (String name : known.stream().sorted().toList()) {
            // Two slips turn any two letters into any other two: that is no hint.
            int allowed = Math.min(MAX_SLIPS, Math.min(written.length(), name.length()) - 1);
            if (Math.abs(written.length() - name.length()) <= allowed) {
                int slips = slips(written, name);
                if (slips <= allowed && slips < fewest) {
                    nearest = name;
                    fewest = slips;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Damerau-Levenshtein distance in its restricted form: no part is edited twice. */
    private static int slips(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
