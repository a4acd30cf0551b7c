/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream that had begun to answer ended before it was complete; what came before is real but not whole.
 */
public final class StreamBrokenException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Body error;

    /** Says how the stream ended. */
    public StreamBrokenException(String problem) {
        super(problem, 502, "upstream_error", "stream-broken", true, true, null);
        this.error = null;
    }

    /** Says how the stream ended, and why. */
    public StreamBrokenException(String problem, Throwable cause) {
        super(problem, 502, "upstream_error", "stream-broken", true, true, cause);
        this.error = null;
    }

    /** Passes on the error that the provider sent in the middle of its stream. */
    public StreamBrokenException(String problem, Body error) {
        super(problem, 502, "upstream_error", "stream-broken", true, true, null);
        this.error = error;
    }

    /** Returns the provider's own {@code {"error":{…}}}, if it sent one. */
    public Optional<Body> error() {
        return Optional.ofNullable(error);
    }
}
