/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Reply;

/**
 * One step on a call's way: sees the call on its way in and the reply on its way out.
 *
 * <p>One instance serves every call of a pipeline, from many threads at once.
 */
public interface Stage {
    /**
     * Answers the call, or passes it on; may pass it on 0 to n times. Blocks.
     *
     * <p>A reply that came from {@code next} and is not returned must be closed.
     */
    Reply handle(Call call, Chain next);
}
