/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.spi.Chain;
import java.util.Map;

/**
 * A compiled config: immutable, without state of its own, shared by all its calls.
 *
 * @param chain the outermost step
 * @param metadata the config's labels, below those of a call
 */
public record Pipeline(Chain chain, Map<String, String> metadata) {
    /** Returns the pipeline as text, with the state of its breakers now. */
    public String description() {
        return PipelineDescription.of(chain);
    }
}
