/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import dev.postern.plugin.semantic.guard.Guards;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what the cache makes of labelled pairs, by threshold and by guard. Immutable. */
final class Evaluation {
    private final List<Judged> judged;

    /**
     * The counts at one threshold.
     *
     * @param threshold the least similarity of a hit
     * @param right hits on pairs that are the same
     * @param wrong hits on pairs that differ
     * @param missed pairs that are the same and no hit
     * @param same all pairs that are the same
     * @param different all pairs that differ
     */
    record Row(double threshold, int right, int wrong, int missed, int same, int different) {
        Wilson precision() {
            return Wilson.of(right, right + wrong);
        }

        double recall() {
            return same == 0 ? 0 : (double) right / same;
        }
    }

    /**
     * What one guard refused among the pairs near enough.
     *
     * @param same pairs that are the same: misses
     * @param different pairs that differ: wrong hits that it prevented
     */
    record Refused(int same, int different) {}

    Evaluation(List<Judged> judged) {
        this.judged = List.copyOf(judged);
    }

    /** Returns the counts with guards. */
    Row at(double threshold) {
        return count(threshold, true);
    }

    /** Returns the counts that the similarity alone would give. */
    Row plainAt(double threshold) {
        return count(threshold, false);
    }

    private Row count(double threshold, boolean guarded) {
        int right = 0;
        int wrong = 0;
        int same = 0;
        for (Judged one : judged) {
            boolean hit = guarded ? one.isHit(threshold) : one.isNear(threshold);
            same += one.pair().same() ? 1 : 0;
            right += hit && one.pair().same() ? 1 : 0;
            wrong += hit && !one.pair().same() ? 1 : 0;
        }
        return new Row(threshold, right, wrong, same - right, same, judged.size() - same);
    }

    /** Returns what each guard refused among the pairs that a threshold lets through. */
    Map<String, Refused> refused(double threshold) {
        Map<String, Refused> byGuard = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>(Guards.ids());
        ids.add(Judged.NOT_ASKED);
        for (String id : ids) {
            int same = 0;
            int different = 0;
            for (Judged one : judged) {
                if (one.isNear(threshold) && id.equals(one.refusal())) {
                    same += one.pair().same() ? 1 : 0;
                    different += one.pair().same() ? 0 : 1;
                }
            }
            byGuard.put(id, new Refused(same, different));
        }
        return byGuard;
    }

    /** Returns the pairs where label and cache disagree although they are near: wrong hits, and refused ones that are the same. */
    List<Judged> disputed(double threshold) {
        return judged.stream()
                .filter(one -> one.isNear(threshold)
                        && one.isHit(threshold) != one.pair().same())
                .toList();
    }
}
