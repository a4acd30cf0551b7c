/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import java.util.List;

/** A command cannot do what it was asked to; the message says what is wrong and what to do about it. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /** Fails with one line. */
    public Failure(String line) {
        this(List.of(line));
    }

    /** Fails with several lines. */
    public Failure(List<String> lines) {
        super(String.join("; ", lines));
        this.lines = List.copyOf(lines);
    }

    /** Returns what to print, a line each. */
    List<String> lines() {
        return lines;
    }
}
