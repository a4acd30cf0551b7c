/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Cancellation;
import java.time.Duration;

/** Ends what takes too long; accurate to about 20 ms, cheap enough for every attempt. */
public interface Timer {
    /** Fires the cancellation after the delay, unless the returned handle is closed before. */
    Armed cancelAfter(Duration delay, Cancellation cancellation, Cancellation.Reason why);

    /** A timer that runs. */
    interface Armed extends AutoCloseable {
        /** Stops the timer; harmless once it has fired. */
        @Override
        void close();
    }
}
