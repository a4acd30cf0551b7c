/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.io.PrintStream;
import java.util.List;

/** A command of the {@code postern} program that a plugin brings: {@code postern <id> …}. */
public interface Command extends Plugin {
    /** Returns one line for the list of commands. */
    String summary();

    /**
     * Runs it.
     *
     * @param arguments what follows the command's name; {@code --help} is the command's own to answer
     * @param out where results go
     * @param err where everything else goes
     * @return the exit status: 0 done, 1 failed, 2 wrong usage
     */
    int run(List<String> arguments, PrintStream out, PrintStream err);
}
