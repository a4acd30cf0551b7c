/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.AttemptReport;
import dev.postern.api.CallReport;
import dev.postern.api.CancelledException;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what the gateway itself reports at the end of each call; safe for many threads. */
final class CountingObserver implements CallObserver {
    private final LongAdder ended = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder sent = new LongAdder();

    @Override
    public String id() {
        return "counting";
    }

    @Override
    public void ended(Call call, CallReport report, @Nullable Throwable error) {
        ended.increment();
        if (error instanceof CancelledException) {
            cancelled.increment();
        }
        sent.add(report.attempts().stream().filter(AttemptReport::sent).count());
    }

    /** How many calls have ended, well or not. */
    long ended() {
        return ended.sum();
    }

    /** How many of them were cancelled. */
    long cancelled() {
        return cancelled.sum();
    }

    /** How many of their attempts are said to have been sent. */
    long sent() {
        return sent.sum();
    }
}
