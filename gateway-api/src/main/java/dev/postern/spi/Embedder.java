/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

/**
 * Turns texts into vectors, near each other where the texts mean the same. Safe for many threads; blocks.
 *
 * <p>What it throws makes a look-up a miss.
 */
public interface Embedder extends AutoCloseable {
    /** Returns the model with its version; vectors of different models are never compared. */
    String model();

    /** Returns how many tokens a text has, none cut off, or -1 where only the provider knows. */
    int tokens(String text);

    /**
     * Returns the vector of a text: of unit length, every number finite, always as many.
     *
     * @param call on whose behalf, whose deadline and cancellation count
     */
    float[] embed(Call call, String text);

    @Override
    default void close() {}
}
