/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

/** What is left of a vector's length behind its first dimensions. */
final class Rest {
    private Rest() {}

    /** Returns the rests after each step but the last, in one pass from the end. */
    static float[] afterSteps(float[] vector, int step) {
        float[] rests = new float[(vector.length - 1) / step];
        double sum = 0;
        for (int d = vector.length - 1; d >= step; d--) {
            sum += (double) vector[d] * vector[d];
            if (d % step == 0) {
                rests[d / step - 1] = (float) Math.sqrt(sum);
            }
        }
        return rests;
    }
}
