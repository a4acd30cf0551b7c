/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import dev.postern.spi.Command;
import java.io.PrintStream;
import java.util.List;

/** A plugin's command that breaks. */
public final class ThrowingCommand implements Command {
    @Override
    public String id() {
        return "throw";
    }

    @Override
    public String summary() {
        return "Breaks.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        throw new IllegalStateException("the disk is gone");
    }
}
