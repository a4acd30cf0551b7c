/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Up to 256 vectors side by side, one dimension after the other, so that the compiler turns the loop over the vectors into
 * wide instructions.
 *
 * <p>Written under the lock of the index, read without: a slot's cell is cleared before its numbers change and set after,
 * and a reader that found a candidate computes it again and looks whether the cell is still the same.
 */
final class Block<T> {
    static final int LARGEST = 256;

    /** After every so many dimensions a scan looks whether any vector can still reach what is asked for. */
    static final int STEP = 32;

    /** So many are finished one by one: their numbers lie far apart, so one costs about as much as a step of the block. */
    private static final int FEW = 2;

    /** What rounding may add to a bound: sums of 384 products of floats differ by less. */
    private static final float ROUNDING = 1e-3f;

    /** One item; what tells it from every other, and whether it was removed. */
    static final class Cell<T> {
        final T item;
        volatile boolean removed;

        Cell(T item) {
            this.item = item;
        }
    }

    /** Takes what a scan finds. */
    interface Candidates<T> {
        /** Offers an item; returns the similarity that counts from now on. */
        double offer(T item, double similarity);
    }

    final int capacity;
    private final int dimension;
    private final float[] numbers;
    private final float[] rests;
    private final AtomicReferenceArray<@Nullable Cell<T>> cells;

    Block(int dimension, int capacity) {
        this.dimension = dimension;
        this.capacity = capacity;
        this.numbers = new float[dimension * capacity];
        this.rests = new float[checkpoints(dimension) * capacity];
        this.cells = new AtomicReferenceArray<>(capacity);
    }

    private static int checkpoints(int dimension) {
        return (dimension - 1) / STEP;
    }

    static long bytes(int dimension, int capacity) {
        return (long) capacity * ((dimension + checkpoints(dimension)) * (long) Float.BYTES + 8 + 24) + 96;
    }

    /** Returns a copy with more room; cells keep their places and identity. */
    Block<T> grown(int larger) {
        Block<T> copy = new Block<>(dimension, larger);
        spread(numbers, copy.numbers, larger);
        spread(rests, copy.rests, larger);
        for (int i = 0; i < capacity; i++) {
            copy.cells.set(i, cells.get(i));
        }
        return copy;
    }

    private void spread(float[] from, float[] to, int larger) {
        for (int row = 0; row * capacity < from.length; row++) {
            System.arraycopy(from, row * capacity, to, row * larger, capacity);
        }
    }

    void set(int slot, float[] vector, Cell<T> cell) {
        cells.set(slot, null);
        VarHandle.fullFence();
        for (int d = 0; d < dimension; d++) {
            numbers[d * capacity + slot] = vector[d];
        }
        float[] after = Rest.afterSteps(vector, STEP);
        for (int c = 0; c < after.length; c++) {
            rests[c * capacity + slot] = after[c];
        }
        cells.setRelease(slot, cell);
    }

    void clear(int slot) {
        cells.set(slot, null);
    }

    float[] vector(int slot) {
        float[] vector = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            vector[d] = numbers[d * capacity + slot];
        }
        return vector;
    }

    /**
     * Offers all items that reach a similarity.
     *
     * @param used how many slots, from the first, were ever filled
     * @param queryRests what is left of the query's length after each step
     */
    void scan(float[] query, float[] queryRests, int used, float[] sums, double atLeast, Candidates<T> found) {
        Arrays.fill(sums, 0, used, 0f);
        double least = atLeast;
        int from = 0;
        for (int c = 0; c < queryRests.length; c++) {
            add(query, from, from + STEP, used, sums);
            from += STEP;
            int alive = alive(queryRests[c], c, used, sums, (float) least);
            if (alive == 0) {
                return;
            }
            if (alive <= FEW) {
                offerAlive(query, queryRests[c], c, used, sums, least, found);
                return;
            }
        }
        add(query, from, dimension, used, sums);
        for (int i = 0; i < used; i++) {
            if (sums[i] >= least - ROUNDING) {
                least = offer(query, i, least, found);
            }
        }
    }

    private void add(float[] query, int from, int to, int used, float[] sums) {
        int d = from;
        for (; d + 3 < to; d += 4) {
            addFour(query, d, used, sums);
        }
        for (; d < to; d++) {
            float q = query[d];
            int row = d * capacity;
            for (int i = 0; i < used; i++) {
                sums[i] += q * numbers[row + i];
            }
        }
    }

    /** Four dimensions at once, so that each sum is loaded and stored a quarter as often. */
    private void addFour(float[] query, int d, int used, float[] sums) {
        float q0 = query[d];
        float q1 = query[d + 1];
        float q2 = query[d + 2];
        float q3 = query[d + 3];
        int row0 = d * capacity;
        int row1 = row0 + capacity;
        int row2 = row1 + capacity;
        int row3 = row2 + capacity;
        float[] all = numbers;
        for (int i = 0; i < used; i++) {
            sums[i] += q0 * all[row0 + i] + q1 * all[row1 + i] + q2 * all[row2 + i] + q3 * all[row3 + i];
        }
    }

    /** Counts the vectors that can still get there: by Cauchy and Schwarz the rests add at most their product. */
    private int alive(float queryRest, int checkpoint, int used, float[] sums, float least) {
        int row = checkpoint * capacity;
        float bar = least - ROUNDING;
        int alive = 0;
        for (int i = 0; i < used; i++) {
            alive += sums[i] + queryRest * rests[row + i] >= bar ? 1 : 0;
        }
        return alive;
    }

    private void offerAlive(
            float[] query,
            float queryRest,
            int checkpoint,
            int used,
            float[] sums,
            double atLeast,
            Candidates<T> found) {
        int row = checkpoint * capacity;
        double least = atLeast;
        for (int i = 0; i < used; i++) {
            if (sums[i] + queryRest * rests[row + i] >= least - ROUNDING) {
                least = offer(query, i, least, found);
            }
        }
    }

    private double offer(float[] query, int slot, double least, Candidates<T> found) {
        Cell<T> cell = cells.getAcquire(slot);
        if (cell == null || cell.removed) {
            return least;
        }
        double similarity = 0;
        for (int d = 0; d < dimension; d++) {
            similarity += (double) query[d] * numbers[d * capacity + slot];
        }
        VarHandle.acquireFence();
        boolean unchanged = cell.equals(cells.get(slot)) && !cell.removed;
        return unchanged && similarity >= least ? found.offer(cell.item, similarity) : least;
    }

    @Nullable
    Cell<T> cell(int slot) {
        return cells.get(slot);
    }
}
