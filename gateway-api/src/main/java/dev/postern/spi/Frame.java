/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import org.jspecify.annotations.Nullable;

/** One frame of a streamed answer: a server-sent event, or whatever unit the provider sends. */
public final class Frame {
    private final @Nullable String event;
    private final byte[] data;

    /** Takes over the data. */
    public Frame(@Nullable String event, byte[] data) {
        this.event = event;
        this.data = data;
    }

    /** Returns the event's name, or null where the frame has none. */
    public @Nullable String event() {
        return event;
    }

    /** Returns the data itself, not a copy; whoever takes the frame owns it. */
    public byte[] data() {
        return data;
    }
}
