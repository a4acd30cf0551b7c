/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import org.jspecify.annotations.Nullable;

/** Splits a streamed answer's bytes into frames, however the network cut them; for one stream and one thread. */
public interface FrameDecoder {
    /**
     * Takes the next bytes; they may be overwritten once this returns.
     *
     * @throws dev.postern.api.StreamBrokenException if a frame exceeds its limit
     */
    void feed(byte[] bytes, int offset, int length);

    /** Takes note that no more bytes will come; what is pending and complete becomes a frame. */
    void end();

    /** Returns the next frame, or null if more bytes are needed. */
    @Nullable
    Frame next();
}
