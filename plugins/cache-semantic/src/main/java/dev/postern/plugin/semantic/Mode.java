/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.spi.Call;
import java.util.Locale;

/** What is done with a hit. */
enum Mode {
    /** It is served. */
    SERVE,
    /** It is recorded, and the call goes on. */
    SHADOW,
    /** Nothing is looked up or kept. */
    OFF;

    /** The request header by which one call asks for another mode. */
    static final String HEADER = "x-postern-semantic-mode";

    static Mode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Returns the mode that a call asks for, or else the config's; a word that is none counts as not said. */
    static Mode of(Call call, Mode ofConfig) {
        String word = call.options().headers().first(HEADER).orElse("");
        for (Mode mode : values()) {
            if (mode.name().equalsIgnoreCase(word)) {
                return mode;
            }
        }
        return ofConfig;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
