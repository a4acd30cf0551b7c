/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * What the cache makes of one pair.
 *
 * @param pair the pair
 * @param similarity the cosine of its vectors
 * @param refusal what keeps it from a hit whatever the similarity: the id of a guard, or {@link #NOT_ASKED}; null if nothing
 *     does
 */
record Judged(
        LabelledPair pair, double similarity, @Nullable String refusal) {
    /** The text is one that the cache leaves to the exact one: not English, too long, time-dependent. */
    static final String NOT_ASKED = "not asked";

    boolean isHit(double threshold) {
        return refusal == null && isNear(threshold);
    }

    boolean isNear(double threshold) {
        return similarity >= threshold;
    }
}
