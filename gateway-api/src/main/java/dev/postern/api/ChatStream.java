/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion that arrives in pieces; iterate once, then close.
 *
 * <p>One thread iterates; any thread may close, which cancels the provider's work. Closing after the end is harmless.
 * A stream that breaks throws {@link StreamBrokenException} out of the iteration.
 */
public final class ChatStream implements Iterable<ChatChunk>, AutoCloseable {
    private final EventStream events;
    private final Supplier<CallReport> report;
    private final AtomicBoolean iterated = new AtomicBoolean();

    ChatStream(EventStream events, Supplier<CallReport> report) {
        this.events = events;
        this.report = report;
    }

    /**
     * Returns the chunks in order of arrival.
     *
     * @throws IllegalStateException if the stream has been iterated before
     */
    @Override
    public Iterator<ChatChunk> iterator() {
        if (!iterated.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "a ChatStream can be iterated once; keep the chunks if you need them again");
        }
        return new Chunks(events);
    }

    /** Returns the report as it stands; usage, cost and times are final once the stream has ended. */
    public CallReport report() {
        return report.get();
    }

    @Override
    public void close() {
        events.close();
    }

    private static final class Chunks implements Iterator<ChatChunk> {
        private final EventStream events;
        private @Nullable Body next;
        private boolean ended;

        Chunks(EventStream events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                next = events.next();
                ended = next == null;
            }
            return next != null;
        }

        @Override
        public ChatChunk next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the stream has ended");
            }
            Body chunk = next;
            next = null;
            return new ChatChunk(chunk == null ? Body.empty() : chunk);
        }
    }
}
