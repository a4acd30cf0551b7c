/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Cancellation;

/**
 * Sends requests to providers; one send is at most one request on the wire.
 *
 * <p>Blocks the calling thread, platform or virtual. Thread-safe.
 */
public interface Transport extends AutoCloseable {
    /**
     * Sends a request and waits for status and headers, for as long as the cancellation lets it: a provider that thinks
     * before its first byte is not silent in the sense of the idle timeout. An answer of any status is an answer, a
     * redirect included.
     *
     * <p>A cancellation that has fired, or an interrupt of the thread, ends every phase at once and closes the
     * connection; the interrupt flag stays set.
     *
     * @throws dev.postern.api.UnreachableException for every transport failure, a cancelled call included; it says
     *     whether any of the request may have left
     * @throws dev.postern.api.PermissionException if the host resolves to addresses that are not allowed only
     */
    TransportAnswer send(TransportRequest request, Cancellation cancellation);

    /** Closes every connection, those in use included; a second call does nothing. */
    @Override
    void close();
}
