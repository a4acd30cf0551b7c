/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

/**
 * A share with the interval that holds the true one in 95 of 100 cases, by Wilson's score.
 *
 * @param share the share seen, 0 to 1; 0 where nothing was seen
 * @param low the lower bound
 * @param high the upper bound
 */
record Wilson(double share, double low, double high) {
    private static final double Z = 1.959964;

    static Wilson of(int count, int all) {
        if (all == 0) {
            return new Wilson(0, 0, 1);
        }
        double share = (double) count / all;
        double square = Z * Z / all;
        double middle = share + square / 2;
        double half = Z * Math.sqrt(share * (1 - share) / all + square / (4 * all));
        return new Wilson(
                share, Math.max(0, (middle - half) / (1 + square)), Math.min(1, (middle + half) / (1 + square)));
    }
}
