/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

import java.util.List;

/**
 * Keeps vectors of unit length, all of one dimension, each with an item, and finds those nearest to another.
 *
 * <p>Safe for many threads. A search sees every item whose insertion ended before it began and that was not removed
 * meanwhile.
 *
 * @param <T> what is kept with a vector
 */
public interface VectorIndex<T> {
    /** Makes an index. */
    interface Factory {
        /** Makes an empty index for vectors of that many numbers. */
        <T> VectorIndex<T> create(int dimension);
    }

    /**
     * Something found.
     *
     * @param item what was kept with the vector
     * @param similarity the cosine of the angle between the vectors, -1 to 1
     * @param <T> its type
     */
    record Found<T>(T item, double similarity) {}

    /** A place in an index that holds one item. */
    interface Slot {
        /** Removes the item, in constant time; harmless if it is gone already. */
        void remove();

        /** Returns a copy of the vector, or an empty array if it is gone. */
        float[] vector();
    }

    /**
     * Adds an item.
     *
     * @param vector of unit length; copied
     */
    Slot add(float[] vector, T item);

    /**
     * Finds the items nearest to a vector, the nearest first.
     *
     * @param vector of unit length
     * @param atLeast the least similarity that counts
     * @param limit how many at most, 1 or more
     */
    List<Found<T>> nearest(float[] vector, double atLeast, int limit);

    /** Returns how many items it holds. */
    int size();

    /** Returns about how many bytes of heap it takes, the items left out. */
    long bytes();
}
