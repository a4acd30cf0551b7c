/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.call;

import dev.postern.api.EventStream;

/** A provider's stream, which holds a connection until it is closed. */
public interface OpenStream extends EventStream {
    /** Returns whether it still holds its connection. */
    boolean isOpen();
}
