/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Reply;

/** The rest of a call's way, from one stage's point of view. */
@FunctionalInterface
public interface Chain {
    /**
     * Passes the call on and waits for its reply, which the caller then owns.
     *
     * @throws dev.postern.api.GatewayException if no answer exists
     */
    Reply proceed(Call call);
}
