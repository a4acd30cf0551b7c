/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.app.Terminal;
import java.util.concurrent.CountDownLatch;

/** Ends a server in good order when the process is asked to end. */
final class StopSignal {
    private StopSignal() {}

    /** From now on SIGTERM, SIGINT and SIGHUP close the server and end the process with status 0. */
    static void arm(ServedGateway served, Terminal terminal) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(served, terminal), "postern-stop"));
    }

    private static void stop(ServedGateway served, Terminal terminal) {
        terminal.print("stopping; running calls may end first");
        int status = 0;
        try {
            served.close();
            terminal.print("stopped");
        } catch (RuntimeException e) {
            terminal.note("postern: did not stop cleanly: " + e.getMessage());
            status = 1;
        }
        // Without it the status would be 143 for SIGTERM, which supervisors take for a failure.
        Runtime.getRuntime().halt(status);
    }

    /** Waits for the signal; the hook ends the process, so this never returns in practice. */
    static int await() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }
}
