/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.regex;

/** A regular expression that cannot be read; says why, and where. */
public final class PatternException extends Exception {
    private static final long serialVersionUID = 1L;

    PatternException(String problem) {
        super(problem);
    }

    /** Returns what is wrong, in words that fit behind a path and a colon. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
