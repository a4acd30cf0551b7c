/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Reply;
import java.time.Duration;

/** One of the ways a router may send a call; a provider or a whole strategy below. */
public interface Target {
    /** Returns its name in the config, or its path where it has none. */
    String name();

    /** Returns its path in the config, such as {@code config.targets[1]}. */
    String path();

    /** Returns its weight, 0 or more, 1 unless the config says otherwise. */
    double weight();

    /** Returns whether calls are let through: no breaker of its leaf targets is open. */
    default boolean available() {
        return true;
    }

    /** Returns the latency seen lately, as a moving average of answered calls; zero where none was seen. */
    default Duration latency() {
        return Duration.ZERO;
    }

    /** Sends the call its way and waits for the reply, which the caller then owns. */
    Reply call(Call call);
}
