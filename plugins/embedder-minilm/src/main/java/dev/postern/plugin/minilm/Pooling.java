/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import java.nio.FloatBuffer;

/** Makes one vector of unit length out of those of a text's tokens. */
final class Pooling {
    private Pooling() {}

    /**
     * Returns the mean of all tokens' states, normalised.
     *
     * @param states row after row, one row a token
     * @throws IllegalStateException if the mean has a number that is not finite, or no direction
     */
    static float[] mean(FloatBuffer states, int tokens) {
        int dimension = states.remaining() / tokens;
        float[] row = new float[dimension];
        float[] sum = new float[dimension];
        for (int token = 0; token < tokens; token++) {
            states.get(row);
            for (int i = 0; i < dimension; i++) {
                sum[i] += row[i];
            }
        }
        double squares = 0;
        for (float each : sum) {
            squares += (double) each * each;
        }
        double length = Math.sqrt(squares);
        // An overflow of any number, and any that is no number, is one of the sum of squares too.
        if (!Double.isFinite(length) || length < Float.MIN_NORMAL) {
            throw new IllegalStateException("the model gave a vector without direction: its length is " + length);
        }
        // Divided by the length, the mean is the sum.
        for (int i = 0; i < dimension; i++) {
            sum[i] = (float) (sum[i] / length);
        }
        return sum;
    }
}
