/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Says how far two answers say the same, by the words they share. */
final class Agreement {
    /** From here on two answers count as one. */
    static final double ENOUGH = 0.8;

    private Agreement() {}

    /** Returns twice the shared words over all words, 0 to 1. */
    static double of(String one, String other) {
        Map<String, Integer> left = words(one);
        Map<String, Integer> right = words(other);
        int shared = 0;
        int all = 0;
        for (Map.Entry<String, Integer> word : left.entrySet()) {
            shared += Math.min(word.getValue(), right.getOrDefault(word.getKey(), 0));
            all += word.getValue();
        }
        for (int count : right.values()) {
            all += count;
        }
        return all == 0 ? 1 : 2.0 * shared / all;
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new HashMap<>();
        int from = -1;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            boolean letter = i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
            if (letter && from < 0) {
                from = i;
            } else if (!letter && from >= 0) {
                words.merge(lower.substring(from, i), 1, Integer::sum);
                from = -1;
            }
        }
        return words;
    }
}
