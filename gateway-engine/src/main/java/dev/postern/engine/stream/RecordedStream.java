/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.stream;

import dev.postern.api.Body;
import dev.postern.api.EventStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a stream's chunks together while they pass, and hands the whole answer over once it has ended well. */
public final class RecordedStream implements EventStream {
    private final EventStream events;
    private final Consumer<Body> whole;
    private @Nullable StreamAsWhole recording;

    /** Wraps a stream; {@code whole} is called at most once, before the end is told, and must not throw. */
    public RecordedStream(EventStream events, StreamAsWhole recording, Consumer<Body> whole) {
        this.events = events;
        this.recording = recording;
        this.whole = whole;
    }

    @Override
    public @Nullable Body next() {
        Body chunk = events.next();
        StreamAsWhole kept = recording;
        if (kept == null) {
            return chunk;
        }
        if (chunk == null) {
            recording = null;
            kept.end().ifPresent(whole);
        } else if (!kept.add(chunk)) {
            recording = null;
        }
        return chunk;
    }

    @Override
    public boolean ready() {
        return events.ready();
    }

    @Override
    public void close() {
        events.close();
    }
}
