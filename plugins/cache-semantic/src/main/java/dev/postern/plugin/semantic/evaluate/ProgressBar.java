/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/** Shows on one line how far the work is. */
final class ProgressBar implements IntConsumer {
    private static final int WIDTH = 40;

    private final int all;
    private final PrintStream out;
    private int shown = -1;

    ProgressBar(int all, PrintStream out) {
        this.all = all;
        this.out = out;
    }

    @Override
    public void accept(int done) {
        int percent = all == 0 ? 100 : (int) (100L * done / all);
        if (percent != shown) {
            shown = percent;
            int filled = percent * WIDTH / 100;
            out.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + percent + " % of " + all);
            if (done >= all) {
                out.println();
            }
            out.flush();
        }
    }
}
