/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.guard.Thresholds;
import dev.postern.plugin.semantic.guard.TimeWords;
import dev.postern.spi.Settings;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings at one place of a config, read once. */
final class SemanticSettings {
    private final Settings source;
    private final EmbedderChoice embedder;
    private final OptionalDouble threshold;
    private final Mode mode;
    private final double maxTemperature;
    private final int maxTokens;
    private final int candidates;
    private final TimeWords timeWords;
    private final Set<String> guardsOff;

    /**
     * Which embedder.
     *
     * @param id its factory's id
     * @param config the named config that an embedding by a provider is made under
     * @param model the model that it asks for
     * @param timeoutMillis how long it may take
     */
    record EmbedderChoice(
            String id, @Nullable String config, @Nullable String model, long timeoutMillis) {}

    SemanticSettings(Settings source) {
        this.source = source;
        this.embedder = new EmbedderChoice(
                source.get(SemanticKeys.EMBEDDER),
                source.find(SemanticKeys.EMBEDDER_CONFIG).orElse(null),
                source.find(SemanticKeys.EMBEDDER_MODEL).orElse(null),
                source.get(SemanticKeys.EMBEDDER_TIMEOUT));
        this.threshold =
                source.find(SemanticKeys.THRESHOLD).map(OptionalDouble::of).orElse(OptionalDouble.empty());
        this.mode = Mode.of(source.get(SemanticKeys.SEMANTIC_MODE));
        this.maxTemperature = source.get(SemanticKeys.MAX_TEMPERATURE);
        this.maxTokens = Math.toIntExact(source.get(SemanticKeys.MAX_TOKENS));
        this.candidates = Math.toIntExact(source.get(SemanticKeys.CANDIDATES));
        this.timeWords = new TimeWords(source.get(SemanticKeys.TIME_WORDS));
        Set<String> off = new HashSet<>();
        SemanticKeys.GUARDS.forEach((id, key) -> {
            if (!source.get(key)) {
                off.add(id);
            }
        });
        this.guardsOff = Set.copyOf(off);
    }

    @SuppressWarnings("ReferenceEquality") // each place of a config has its own object; equal ones are only read anew
    boolean isOf(Settings settings) {
        return source == settings;
    }

    EmbedderChoice embedder() {
        return embedder;
    }

    /** Returns the config's threshold, or else the one that suits the model. */
    double threshold(String model) {
        return threshold.orElseGet(() -> Thresholds.of(model));
    }

    Mode mode() {
        return mode;
    }

    double maxTemperature() {
        return maxTemperature;
    }

    int maxTokens() {
        return maxTokens;
    }

    int candidates() {
        return candidates;
    }

    TimeWords timeWords() {
        return timeWords;
    }

    Set<String> guardsOff() {
        return guardsOff;
    }
}
