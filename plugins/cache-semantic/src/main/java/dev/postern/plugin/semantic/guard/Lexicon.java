/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows which words may stand for each other, which mean the opposite, and which take away; immutable. */
final class Lexicon {
    private static final Lexicon ENGLISH = new Lexicon();
    private static final List<String> PREFIXES =
            List.of("un", "in", "im", "il", "ir", "dis", "non", "mis", "anti", "de", "a");
    private static final int SHORTEST_BASE = 3;

    /** How two words that differ are related. */
    enum Relation {
        NONE,
        SYNONYMS,
        /** One is true exactly where the other is not. */
        CONTRADICTORY,
        CONTRARY
    }

    private final Map<String, Set<Integer>> synonyms = new HashMap<>();
    private final Map<String, Set<Integer>> left = new HashMap<>();
    private final Map<String, Set<Integer>> right = new HashMap<>();
    private final Set<Integer> contradictory = new HashSet<>();
    private final Set<String> negative = new HashSet<>();

    private Lexicon() {
        int line = 0;
        for (String words : lines("synonyms.txt")) {
            add(synonyms, words, line++);
        }
        for (String pair : lines("opposites.txt")) {
            String halves = pair.startsWith("!") ? pair.substring(1) : pair;
            int bar = halves.indexOf('|');
            add(left, halves.substring(0, bar), line);
            add(right, halves.substring(bar + 1), line);
            if (pair.startsWith("!")) {
                contradictory.add(line);
            }
            line++;
        }
        for (String words : lines("negative.txt")) {
            Collections.addAll(negative, words.split(" ", -1));
        }
    }

    static Lexicon english() {
        return ENGLISH;
    }

    private static void add(Map<String, Set<Integer>> map, String words, int line) {
        for (String word : words.trim().split(" ", -1)) {
            if (!word.isEmpty()) {
                map.computeIfAbsent(Stems.of(word), key -> new HashSet<>(2)).add(line);
            }
        }
    }

    private static List<String> lines(String name) {
        List<String> lines = new ArrayList<>();
        try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks its list " + name);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line.trim());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    boolean isNegative(String word) {
        return negative.contains(word);
    }

    boolean synonyms(Token one, Token other) {
        return one.stem().equals(other.stem()) || shared(synonyms, one, synonyms, other) >= 0;
    }

    /** Returns how two words are related; opposites win over synonyms. */
    Relation relation(Token one, Token other) {
        if (one.stem().equals(other.stem())) {
            return Relation.SYNONYMS;
        }
        if (prefixed(one.word(), other.word()) || prefixed(other.word(), one.word())) {
            return Relation.CONTRADICTORY;
        }
        int line = Math.max(shared(left, one, right, other), shared(left, other, right, one));
        if (line >= 0) {
            return contradicts(one, other) ? Relation.CONTRADICTORY : Relation.CONTRARY;
        }
        return shared(synonyms, one, synonyms, other) >= 0 ? Relation.SYNONYMS : Relation.NONE;
    }

    private boolean contradicts(Token one, Token other) {
        return onContradictoryLine(one, other) || onContradictoryLine(other, one);
    }

    private boolean onContradictoryLine(Token one, Token other) {
        Set<Integer> lines = left.getOrDefault(one.stem(), Set.of());
        Set<Integer> others = right.getOrDefault(other.stem(), Set.of());
        return lines.stream().anyMatch(line -> others.contains(line) && contradictory.contains(line));
    }

    private static int shared(
            Map<String, Set<Integer>> first, Token one, Map<String, Set<Integer>> second, Token other) {
        Set<Integer> lines = first.getOrDefault(one.stem(), Set.of());
        Set<Integer> others = second.getOrDefault(other.stem(), Set.of());
        for (Integer line : lines) {
            if (others.contains(line)) {
                return line;
            }
        }
        return -1;
    }

    /** Whether the one is the other with a prefix or an ending that turns it round. */
    private static boolean prefixed(String longer, String base) {
        if (base.length() < SHORTEST_BASE) {
            return false;
        }
        for (String prefix : PREFIXES) {
            if (longer.length() > base.length()
                    && longer.startsWith(prefix)
                    && (base.length() > SHORTEST_BASE || prefix.length() > 1)
                    && Stems.of(longer.substring(prefix.length())).equals(Stems.of(base))) {
                return true;
            }
        }
        String root = base.endsWith("ful") ? base.substring(0, base.length() - 3) : base;
        return root.length() >= SHORTEST_BASE && longer.equals(root + "less");
    }
}
