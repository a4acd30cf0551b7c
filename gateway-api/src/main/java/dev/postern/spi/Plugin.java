/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

/** A part that the gateway finds by {@link java.util.ServiceLoader}, or is given by its builder. */
public interface Plugin {
    /**
     * Returns the name that configs use; unique among plugins of one kind.
     *
     * <p>Lower-case letters, digits and dashes.
     */
    String id();
}
