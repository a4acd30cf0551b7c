/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import java.util.Arrays;

/**
 * Where the middle of some figures lies, and how far they scatter.
 *
 * @param median half of them are lower
 * @param low a tenth of them are lower
 * @param high a tenth of them are higher
 * @param count how many there are
 */
record Spread(double median, double low, double high, int count) {
    /** Sorts the figures; at least one. */
    static Spread of(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return new Spread(at(sorted, 0.5), at(sorted, 0.1), at(sorted, 0.9), sorted.length);
    }

    /** Returns the figure below which this part of the sorted ones lies, in between two of them if need be. */
    static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
