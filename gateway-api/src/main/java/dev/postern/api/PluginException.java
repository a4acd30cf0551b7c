/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import org.jspecify.annotations.Nullable;

/**
 * A plugin broke the call: it threw, returned null or kept what it had to give back. The message names it and its jar.
 */
public final class PluginException extends GatewayException {
    private static final long serialVersionUID = 1L;

    /** Names the plugin, its jar and what it did. */
    public PluginException(String problem, boolean sent, @Nullable Throwable cause) {
        super(problem, 500, "internal_error", "plugin", false, sent, cause);
    }
}
