/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

/** Says how the exchange of a {@link ReceivedRequest} ended. */
public enum Outcome {
    /** The request was read; its answer is still being written or held back. */
    PENDING,

    /** The whole answer was handed to the socket, whatever its status. */
    ANSWERED,

    /** The upstream closed the connection (FIN) in the middle, as scripted. */
    CUT,

    /** The upstream reset the connection (RST), as scripted. */
    RESET,

    /** The caller closed or reset its side before the answer was complete. */
    CALLER_GONE,

    /** The upstream itself was closed while the exchange ran. */
    UPSTREAM_CLOSED
}
