/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

/** What is left of a vector's length behind its first dimensions. */
final class Rest {
    private Rest() {}

    static float after(float[] vector, int dimensions) {
        double sum = 0;
        for (int d = dimensions; d < vector.length; d++) {
            sum += (double) vector[d] * vector[d];
        }
        return (float) Math.sqrt(sum);
    }

    /** Returns the rests after each step but the last. */
    static float[] afterSteps(float[] vector, int step) {
        float[] rests = new float[(vector.length - 1) / step];
        for (int c = 0; c < rests.length; c++) {
            rests[c] = after(vector, (c + 1) * step);
        }
        return rests;
    }
}
