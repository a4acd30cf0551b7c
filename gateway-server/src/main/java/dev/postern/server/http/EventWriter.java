/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.Body;
import dev.postern.api.EventStream;
import dev.postern.api.GatewayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Writes events as they come: all that are there in one flush, none split over two. */
final class EventWriter {
    static final HttpField CONTENT_TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream");

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_SIZE = 2048;
    // A flush that waits for the caller's side is better than a buffer that grows with a burst.
    private static final int FLUSH_AT = 64 * 1024;

    private final Exchange exchange;
    private final EventStream events;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int length;
    private boolean broken;

    EventWriter(Exchange exchange, EventStream events) {
        this.exchange = exchange;
        this.events = events;
    }

    /**
     * Writes until the stream has ended; returns what is left for the last write.
     *
     * @throws IOException if the caller is gone or takes nothing
     */
    ByteBuffer writeAll() throws IOException {
        while (fill()) {
            exchange.write(false, ByteBuffer.wrap(buffer, 0, length));
            length = 0;
        }
        return ByteBuffer.wrap(buffer, 0, length);
    }

    /** Returns whether the stream ended by an error. */
    boolean isBroken() {
        return broken;
    }

    /** Waits for an event and takes all that are there; false once the stream has ended. */
    private boolean fill() {
        try {
            do {
                Body event = events.next();
                if (event == null) {
                    put(DONE);
                    return false;
                }
                put(event);
            } while (length < FLUSH_AT && events.ready());
            return true;
        } catch (GatewayException e) {
            broken = true;
            put(DATA);
            put(exchange.errorOf(e).toBytes());
            put(END);
            return false;
        }
    }

    private void put(Body event) {
        put(DATA);
        int from = length;
        put(event.asByteBuffer());
        // In JSON a line break can only stand between tokens, where a blank means the same.
        for (int i = from; i < length; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                buffer[i] = ' ';
            }
        }
        put(END);
    }

    private void put(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void put(ByteBuffer bytes) {
        int more = bytes.remaining();
        ensure(more);
        bytes.get(buffer, length, more);
        length += more;
    }

    private void ensure(int more) {
        if (more > buffer.length - length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }
}
