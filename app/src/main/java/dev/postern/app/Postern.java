/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

/** Starts the {@code postern} program. */
public final class Postern {
    private Postern() {}

    /** Runs one command and ends the process with its status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(Program.run(Terminal.standard(), arguments));
    }
}
