/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.Locale;

/** What the bearer of a gateway key may do over the HTTP face; each route asks for one. */
public enum Right {
    /** Nothing: the route is open to whoever reaches the port. */
    NONE,
    /** Make calls to providers. */
    CALL,
    /** Send feedback. */
    FEEDBACK,
    /** Read what the log says about calls, but for prompts and answers. */
    LOGS,
    /** Read prompts and answers. */
    PAYLOADS,
    /** Change configs, keys and credentials. */
    ADMIN;

    /** Returns the word that commands and stores use, such as {@code call}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
