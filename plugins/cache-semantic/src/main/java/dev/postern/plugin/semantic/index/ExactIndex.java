/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.index;

import dev.postern.plugin.semantic.index.Block.Cell;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares with every vector, and misses none.
 *
 * <p>Vectors stand in blocks, dimension by dimension. After every 32 dimensions a block whose vectors cannot reach the
 * least similarity any more is left; with a threshold of 0.9 that is after the first 96 of 384 almost always.
 * Searches take no lock. Adding takes a lock and, now and then, copies the last block; removing is a mark and a free slot.
 *
 * @param <T> what is kept with a vector
 */
public final class ExactIndex<T> implements VectorIndex<T> {
    private static final int FIRST_CAPACITY = 1;

    /** All blocks and how far the last one is filled; replaced as a whole. */
    private record Shape<T>(List<Block<T>> blocks, int usedOfLast) {
        int used(int block) {
            return block == blocks.size() - 1 ? usedOfLast : Block.LARGEST;
        }
    }

    private final int dimension;
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<Integer> free = new ArrayDeque<>();
    private volatile Shape<T> shape = new Shape<>(List.of(), 0);
    private final AtomicInteger size = new AtomicInteger();

    /**
     * Makes an empty index.
     *
     * @param dimension how many numbers each vector has
     */
    public ExactIndex(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("a vector has at least one number, not " + dimension);
        }
        this.dimension = dimension;
    }

    @Override
    public Slot add(float[] vector, T item) {
        check(vector);
        Cell<T> cell = new Cell<>(item);
        writing.lock();
        try {
            Integer reused = free.pollFirst();
            int place = reused != null ? reused : append();
            Shape<T> now = shape;
            now.blocks().get(place / Block.LARGEST).set(place % Block.LARGEST, vector, cell);
            if (reused == null) {
                shape = new Shape<>(now.blocks(), now.usedOfLast() + 1);
            }
            size.incrementAndGet();
            return new Place(place, cell);
        } finally {
            writing.unlock();
        }
    }

    /** Makes room for one more; returns its place, which searches do not see before the shape says so. */
    private int append() {
        Shape<T> now = shape;
        int last = now.blocks().size() - 1;
        if (last < 0 || now.usedOfLast() == Block.LARGEST) {
            @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays
            Block<T>[] more = now.blocks().toArray(new Block[last + 2]);
            // The first block starts small, as most partitions are; a further one is filled soon.
            more[last + 1] = new Block<>(dimension, last < 0 ? FIRST_CAPACITY : Block.LARGEST);
            shape = new Shape<>(List.of(more), 0);
            return (last + 1) * Block.LARGEST;
        }
        Block<T> block = now.blocks().get(last);
        if (now.usedOfLast() == block.capacity) {
            @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays
            Block<T>[] grown = now.blocks().toArray(new Block[0]);
            grown[last] = block.grown(Math.min(Block.LARGEST, block.capacity * 2));
            shape = new Shape<>(List.of(grown), now.usedOfLast());
        }
        return last * Block.LARGEST + now.usedOfLast();
    }

    @Override
    public List<Found<T>> nearest(float[] vector, double atLeast, int limit) {
        check(vector);
        if (limit < 1) {
            throw new IllegalArgumentException("limit: expected 1 or more, found " + limit);
        }
        Shape<T> now = shape;
        Nearest<T> nearest = new Nearest<>(limit, atLeast);
        float[] rests = Rest.afterSteps(vector, Block.STEP);
        float[] sums = new float[Math.min(Block.LARGEST, Math.max(1, size(now)))];
        for (int i = 0; i < now.blocks().size(); i++) {
            now.blocks().get(i).scan(vector, rests, now.used(i), sums, nearest.least(), nearest);
        }
        return nearest.found();
    }

    private static int size(Shape<?> shape) {
        return shape.blocks().size() > 1 ? Block.LARGEST : shape.usedOfLast();
    }

    @Override
    public int size() {
        return size.get();
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (Block<T> block : shape.blocks()) {
            bytes += Block.bytes(dimension, block.capacity);
        }
        return bytes;
    }

    private void check(float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "expected a vector of " + dimension + " numbers, found " + vector.length);
        }
    }

    /** Where an item is. */
    private final class Place implements Slot {
        private final int place;
        private final Cell<T> cell;

        Place(int place, Cell<T> cell) {
            this.place = place;
            this.cell = cell;
        }

        @Override
        public void remove() {
            writing.lock();
            try {
                if (!cell.removed) {
                    cell.removed = true;
                    shape.blocks().get(place / Block.LARGEST).clear(place % Block.LARGEST);
                    free.addLast(place);
                    size.decrementAndGet();
                }
            } finally {
                writing.unlock();
            }
        }

        @Override
        public float[] vector() {
            writing.lock();
            try {
                return cell.removed
                        ? new float[0]
                        : shape.blocks().get(place / Block.LARGEST).vector(place % Block.LARGEST);
            } finally {
                writing.unlock();
            }
        }

        @Override
        public String toString() {
            return "Slot[" + place + "]";
        }
    }

    @Override
    public String toString() {
        return "ExactIndex[" + size.get() + " vectors of " + dimension + "]";
    }
}
