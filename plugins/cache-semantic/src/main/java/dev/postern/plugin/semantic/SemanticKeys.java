/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.guard.Guards;
import dev.postern.plugin.semantic.guard.TimeWords;
import dev.postern.spi.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of {@code "cache": {"mode": "semantic", …}}. */
final class SemanticKeys {
    static final Key<String> EMBEDDER = Key.string("embedder").withDefault("minilm");
    static final Key<String> EMBEDDER_CONFIG = Key.string("embedder_config");
    static final Key<String> EMBEDDER_MODEL = Key.string("embedder_model");
    static final Key<Long> EMBEDDER_TIMEOUT =
            Key.integer("embedder_timeout", 10, 60_000).withDefault(2_000L);
    static final Key<Double> THRESHOLD = Key.number("threshold", 0.5, 1);
    static final Key<String> SEMANTIC_MODE =
            Key.oneOf("semantic_mode", List.of("serve", "shadow", "off")).withDefault("serve");
    static final Key<Double> MAX_TEMPERATURE =
            Key.number("max_temperature", 0, 2).withDefault(1.0);
    static final Key<Long> MAX_TOKENS = Key.integer("max_tokens", 1, 8192).withDefault(100L);
    static final Key<List<String>> TIME_WORDS = Key.strings("time_words").withDefault(TimeWords.DEFAULT);
    static final Key<Long> CANDIDATES = Key.integer("candidates", 1, 64).withDefault(8L);

    /** One key a guard: {@code guard_numbers} and so on. */
    static final Map<String, Key<Boolean>> GUARDS = guards();

    private SemanticKeys() {}

    private static Map<String, Key<Boolean>> guards() {
        Map<String, Key<Boolean>> keys = new LinkedHashMap<>();
        for (String id : Guards.ids()) {
            keys.put(id, Key.bool("guard_" + id).withDefault(true));
        }
        return keys;
    }

    static List<Key<?>> all() {
        List<Key<?>> all = new ArrayList<>(List.of(
                EMBEDDER,
                EMBEDDER_CONFIG,
                EMBEDDER_MODEL,
                EMBEDDER_TIMEOUT,
                THRESHOLD,
                SEMANTIC_MODE,
                MAX_TEMPERATURE,
                MAX_TOKENS,
                TIME_WORDS,
                CANDIDATES));
        all.addAll(GUARDS.values());
        return List.copyOf(all);
    }
}
