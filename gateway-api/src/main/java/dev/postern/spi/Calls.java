/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Operation;

/** Places calls on behalf of a plugin, such as the embedding of a prompt. */
public interface Calls {
    /**
     * Makes a call as a child of another one: its trace, its tenant, and no more time than it has left.
     *
     * @param parent the call on whose behalf this one is made
     * @param options whose config, deadline and metadata count; trace, tenant and cancellation come from the parent
     */
    Answer call(Call parent, Operation operation, Body body, CallOptions options);
}
