/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure that we found ourselves; its message is fit for callers. */
final class TransportFault extends IOException {
    private static final long serialVersionUID = 1L;

    TransportFault(String words, @Nullable Throwable cause) {
        super(words, cause);
    }
}
