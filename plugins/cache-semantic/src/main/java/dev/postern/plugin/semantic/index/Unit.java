/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

/** Holds vectors to what an index expects of them: a direction, and length 1. */
public final class Unit {
    /** Below this length a vector has no direction to speak of. */
    private static final double SHORTEST = 1e-6;

    private Unit() {}

    /**
     * Returns a vector of the same direction and of length 1.
     *
     * @throws IllegalStateException if it has none: it is empty, zero, or holds what is no number
     */
    public static float[] of(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        double length = Math.sqrt(sum);
        if (!Double.isFinite(length) || length < SHORTEST) {
            throw new IllegalStateException("the embedder gave a vector without direction");
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }
}
