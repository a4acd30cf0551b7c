/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

import dev.postern.plugin.semantic.index.VectorIndex.Found;
import java.util.ArrayList;
import java.util.List;

/** The few best so far, the best first; used by one search. */
final class Nearest<T> implements Block.Candidates<T> {
    private final int limit;
    private final double atLeast;
    private final List<Found<T>> found = new ArrayList<>();

    Nearest(int limit, double atLeast) {
        this.limit = limit;
        this.atLeast = atLeast;
    }

    @Override
    public double offer(T item, double similarity) {
        int at = found.size();
        while (at > 0 && found.get(at - 1).similarity() < similarity) {
            at--;
        }
        if (at < limit) {
            found.add(at, new Found<>(item, similarity));
            if (found.size() > limit) {
                found.remove(limit);
            }
        }
        return least();
    }

    /** Returns the similarity from which another one would be among the best. */
    double least() {
        return found.size() < limit ? atLeast : found.get(limit - 1).similarity();
    }

    List<Found<T>> found() {
        return List.copyOf(found);
    }
}
