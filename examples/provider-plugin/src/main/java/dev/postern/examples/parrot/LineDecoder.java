/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.api.StreamBrokenException;
import dev.postern.spi.Frame;
import dev.postern.spi.FrameDecoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Takes each line for a frame. */
final class LineDecoder implements FrameDecoder {
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Queue<Frame> frames = new ArrayDeque<>();

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (line.size() == MAX_LINE_BYTES) {
                throw new StreamBrokenException(
                        "a line of the stream is longer than " + MAX_LINE_BYTES + " bytes", (Throwable) null);
            } else {
                line.write(bytes[i]);
            }
        }
    }

    @Override
    public void end() {
        if (line.size() > 0) {
            frames.add(new Frame(null, line.toByteArray()));
            line.reset();
        }
    }

    @Override
    public @Nullable Frame next() {
        return frames.poll();
    }
}
