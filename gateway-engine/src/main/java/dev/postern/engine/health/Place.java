/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.api.Body;
import dev.postern.api.EventStream;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One of the places that a {@link ConcurrencyLimit} gives out; given back once, whoever closes it first. */
public final class Place extends AtomicBoolean implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient ConcurrencyLimit limit;
    private final long since;

    Place(ConcurrencyLimit limit, long since) {
        this.limit = limit;
        this.since = since;
    }

    /** Gives the place back; harmless when repeated. */
    @Override
    public void close() {
        if (compareAndSet(false, true)) {
            limit.leave(since);
        }
    }

    /** Keeps the place until the stream ends or the call is cancelled, whether or not anybody still reads. */
    public Reply.Streaming heldBy(Reply.Streaming stream, Call call) {
        call.cancellation().onCancel(this::close);
        return stream.map(HeldStream::new);
    }

    private final class HeldStream implements EventStream {
        private final EventStream events;

        HeldStream(EventStream events) {
            this.events = events;
        }

        @Override
        public @Nullable Body next() {
            Body chunk = null;
            try {
                chunk = events.next();
                return chunk;
            } finally {
                if (chunk == null) {
                    Place.this.close();
                }
            }
        }

        @Override
        public boolean ready() {
            return events.ready();
        }

        @Override
        public void close() {
            try {
                events.close();
            } finally {
                Place.this.close();
            }
        }
    }
}
