/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.Locale;

/** Knows from which similarity on two texts may mean the same; each model has its own scale. */
public final class Thresholds {
    /** How far positive feedback may lower the bar of one entry. */
    public static final double FLOOR_BELOW = 0.02;

    /** With all guards; measured in docs/semantic-cache.md. */
    private static final double MINILM = 0.90;

    /** GTE packs all texts closer together. */
    private static final double GTE = 0.97;

    private static final double OTHER = 0.97;

    private Thresholds() {}

    /** Returns the threshold for a model by its name. */
    public static double of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (name.contains("minilm")) {
            return MINILM;
        }
        return name.contains("gte") ? GTE : OTHER;
    }
}
