/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.engine.discovery.PluginOrigin;
import dev.postern.spi.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a stage is called in messages and descriptions.
 *
 * @param position where it stands
 * @param id its id
 * @param path the place in the config that it belongs to
 * @param detail what it was made with, secrets masked
 * @param origin its jar, or null for one that is built in
 */
record StageLabel(
        Position position,
        String id,
        String path,
        String detail,
        @Nullable PluginOrigin origin) {
    /** Returns the words that name it in an error: {@code stage 'mask' (mask-1.0.jar) at config}. */
    String named() {
        return "stage '" + id + "' (" + (origin == null ? "built in" : origin) + ") at " + path;
    }

    /** Returns its line in the description of a pipeline. */
    String line() {
        return position + " " + id + (detail.isEmpty() ? "" : " " + detail)
                + (origin == null ? "" : "  [" + origin + "]");
    }
}
