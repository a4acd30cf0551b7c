/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

/** Makes an embedder that the settings of a cache name by its id. */
public interface EmbedderFactory extends Plugin {
    /** Makes the embedder, once for a gateway. */
    Embedder create(StageContext context);
}
