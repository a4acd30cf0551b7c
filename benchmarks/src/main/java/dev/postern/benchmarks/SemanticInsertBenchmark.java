/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.plugin.semantic.index.ExactIndex;
import dev.postern.plugin.semantic.index.VectorIndex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Claim: an entry is added to a partition of 10,000, and the oldest one removed, within 1 ms.
 *
 * <p>Workload: {@code add} of a vector of 384 numbers, then {@code remove} of the oldest entry.
 *
 * <p>Distribution: random vectors of unit length; the partition stays at its size. One thread.
 *
 * <p>Command: {@code ./postern bench semantic-insert}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SemanticInsertBenchmark {
    private static final int DIMENSION = 384;
    private static final int VECTORS = 1024;

    /** How many entries the partition has. */
    @Param({"100", "10000"})
    public int entries = 10_000;

    private final float[][] vectors = new float[VECTORS][DIMENSION];
    private final VectorIndex<Integer> index = new ExactIndex<>(DIMENSION);
    private final Deque<VectorIndex.Slot> slots = new ArrayDeque<>();
    private int next;

    /** Fills the partition. */
    @Setup
    public void setUp() {
        Random random = new Random(7);
        for (float[] vector : vectors) {
            double sum = 0;
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = (float) random.nextGaussian();
                sum += (double) vector[i] * vector[i];
            }
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] /= (float) Math.sqrt(sum);
            }
        }
        for (int i = 0; i < entries; i++) {
            slots.add(index.add(vectors[i % VECTORS], i));
        }
    }

    /** Adds one entry and removes the oldest. */
    @Benchmark
    public Object addAndRemove() {
        next++;
        slots.addLast(index.add(vectors[next % VECTORS], next));
        slots.removeFirst().remove();
        return slots;
    }
}
