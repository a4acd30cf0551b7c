/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.index.VectorIndex;
import dev.postern.spi.CachedAnswer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One question with its answer; no two are equal. */
final class Entry {
    /** What an entry costs beside its texts and its vector, in bytes: its objects and its places in tables. */
    private static final int OVERHEAD = 600;

    private final Partition partition;
    private final String namespace;
    private final String text;
    private final CachedAnswer answer;
    private final int dimension;
    private final long expiresAt;
    private final long storedAt;

    /** Set once by the store under its lock, before the entry can be found by anything but a search. */
    private volatile VectorIndex.@Nullable Slot slot;

    private volatile boolean used;
    private volatile boolean removed;

    /**
     * Makes an entry.
     *
     * @param dimension how long its vector is
     * @param storedAt when the answer was made, on the clock that never jumps
     * @param expiresAt until when it may be served, on the same
     */
    Entry(
            Partition partition,
            String namespace,
            String text,
            int dimension,
            CachedAnswer answer,
            long storedAt,
            long expiresAt) {
        this.partition = Objects.requireNonNull(partition, "partition");
        this.namespace = namespace;
        this.text = text;
        this.dimension = dimension;
        this.answer = answer;
        this.storedAt = storedAt;
        this.expiresAt = expiresAt;
    }

    Partition partition() {
        return partition;
    }

    /** Returns the namespace that it was asked under; nothing where metadata stood for one. */
    String namespace() {
        return namespace;
    }

    String text() {
        return text;
    }

    CachedAnswer answer() {
        return answer;
    }

    String tenant() {
        return answer.tenant();
    }

    boolean hasExpired(long nanoTime) {
        return nanoTime - expiresAt >= 0;
    }

    /** Returns how old the answer is, in nanoseconds. */
    long age(long nanoTime) {
        return nanoTime - storedAt;
    }

    /** Returns what it takes in bytes; its vector twice, as the blocks of an index have room to grow. */
    long bytes() {
        return OVERHEAD + 2L * text.length() + answer.body().size() + 2L * Float.BYTES * dimension;
    }

    void placed(VectorIndex.Slot place) {
        slot = place;
    }

    VectorIndex.@Nullable Slot slot() {
        return slot;
    }

    /** Notes that it was served. */
    void use() {
        if (!used) {
            used = true;
        }
    }

    /** Returns whether it was served since this was asked last. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    boolean isRemoved() {
        return removed;
    }

    void remove() {
        removed = true;
    }
}
