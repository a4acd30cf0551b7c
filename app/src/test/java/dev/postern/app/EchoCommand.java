/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import dev.postern.spi.Command;
import java.io.PrintStream;
import java.util.List;

/** A plugin's command that prints what it was given. */
public final class EchoCommand implements Command {
    @Override
    public String id() {
        return "echo";
    }

    @Override
    public String summary() {
        return "Prints its arguments.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        out.println(arguments);
        return 7;
    }
}
