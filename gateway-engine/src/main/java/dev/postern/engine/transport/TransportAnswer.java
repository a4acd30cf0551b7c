/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Headers;

/**
 * A provider's answer: status and headers are there, the body is read from the connection as it comes.
 *
 * <p>One thread reads; any thread may close. Whoever got the answer closes it.
 */
public interface TransportAnswer extends AutoCloseable {
    /** Returns the HTTP status. */
    int status();

    /** Returns the headers; those that no HTTP message may carry are left out. */
    Headers headers();

    /**
     * Reads some bytes as soon as there are any, or returns -1 at the body's end.
     *
     * <p>Reading up to -1, or up to the announced length, gives the connection back for the next call: read on after a
     * stream's last event.
     *
     * @throws dev.postern.api.UnreachableException on a reset, a cut body, silence beyond the idle timeout, an encoded
     *     body, a cancelled call, or after {@link #close()}
     */
    int read(byte[] buffer, int offset, int length);

    /**
     * Reads the whole body, decoded if the provider sent gzip unasked; counts the decoded bytes.
     *
     * @throws dev.postern.api.UnreachableException as {@link #read} does, and if there are more than {@code maxBytes}
     */
    byte[] readAll(int maxBytes);

    /** Ends the exchange; a body not read to its end costs the connection, at once and without reading the rest. */
    @Override
    void close();
}
