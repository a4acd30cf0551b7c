/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed answer, pulled one at a time, so that a slow reader slows the provider.
 *
 * <p>One thread pulls; {@link #close()} may come from any thread, any number of times, and ends a pull that waits.
 */
public interface EventStream extends AutoCloseable {
    /**
     * Waits for the next event and returns it; null once the answer is complete.
     *
     * @throws GatewayException if the stream broke, its deadline passed or it was cancelled; it is closed then
     */
    @Nullable
    Body next();

    /** Returns whether {@link #next()} would return without waiting. */
    boolean ready();

    /** Ends the stream and, unless it is complete, cancels the provider's work at once. */
    @Override
    void close();
}
