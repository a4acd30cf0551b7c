/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Reply;
import java.util.List;
import java.util.Set;

/** Decides which targets see a call; one instance serves all calls of its node, from many threads. */
@FunctionalInterface
public interface Router {
    /**
     * Calls one target or several, one after the other, and returns the reply that counts.
     *
     * @param targets in the order of the config, at least one
     */
    Reply route(Call call, List<Target> targets);

    /**
     * Returns the names of the metadata that its choice depends on; calls that differ in them share no cached answer,
     * though a namespace stands in for all other metadata.
     */
    default Set<String> metadataRead() {
        return Set.of();
    }
}
