/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.app.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves a gateway until the process is asked to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        sortSynopsis = false,
        description = {
            "Serves the gateway over HTTP until SIGTERM or Ctrl-C.",
            "Then running calls have up to 30 seconds to end."
        })
public final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ServeOptions options = new ServeOptions();

    /** Makes the command for a terminal. */
    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServedGateway served = ServedGateway.start(options);
        StopSignal.arm(served, terminal);
        served.report(terminal);
        return StopSignal.await();
    }
}
