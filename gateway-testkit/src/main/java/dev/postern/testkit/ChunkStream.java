/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.EventStream;
import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Streams a list of chunks and notes how it was treated.
 *
 * <p>Wrong use, which is a pull while another one runs or a pull after the close, throws an {@link IllegalStateException}
 * and is kept in {@link #misuses()}, so that it shows even where it was caught.
 */
public final class ChunkStream implements EventStream {
    private final List<Body> chunks;
    private final @Nullable GatewayException failure;
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicBoolean pulling = new AtomicBoolean();
    private final List<String> misuses = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private ChunkStream(List<Body> chunks, @Nullable GatewayException failure) {
        this.chunks = List.copyOf(chunks);
        this.failure = failure;
    }

    /** Returns a stream that is complete after these chunks. */
    public static ChunkStream of(List<Body> chunks) {
        return new ChunkStream(chunks, null);
    }

    /** Returns a stream that breaks after these chunks. */
    public static ChunkStream breaking(List<Body> chunks, GatewayException failure) {
        return new ChunkStream(chunks, failure);
    }

    /** Returns a reply of status 200 that streams this. */
    public Reply.Streaming reply() {
        return new Reply.Streaming(200, Headers.empty(), this);
    }

    @Override
    public @Nullable Body next() {
        if (!pulling.compareAndSet(false, true)) {
            throw misuse("two threads pull at once");
        }
        try {
            return pull();
        } finally {
            pulling.set(false);
        }
    }

    private @Nullable Body pull() {
        if (isClosed()) {
            throw misuse("pulled after it was closed");
        }
        if (delivered.get() < chunks.size()) {
            return chunks.get(delivered.getAndIncrement());
        }
        ended = true;
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private IllegalStateException misuse(String what) {
        misuses.add(what);
        return new IllegalStateException("event stream: " + what);
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }

    /** Returns whether it was closed, once or more. */
    public boolean isClosed() {
        return closes.get() > 0;
    }

    /** Returns how often it was closed. */
    public int closes() {
        return closes.get();
    }

    /** Returns how many chunks were pulled. */
    public int delivered() {
        return delivered.get();
    }

    /** Returns whether it still holds its connection: neither closed nor pulled to its end. */
    public boolean isOpen() {
        return !isClosed() && !ended;
    }

    /** Returns what was done wrong with it, in order. */
    public List<String> misuses() {
        return List.copyOf(misuses);
    }

    @Override
    public String toString() {
        return "ChunkStream[" + delivered + " of " + chunks.size() + " chunks, closed " + closes + " times"
                + (ended ? ", ended" : "") + "]";
    }
}
