/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.Operation;
import dev.postern.api.Trace;
import dev.postern.engine.call.CallRecord;
import dev.postern.spi.Call;
import dev.postern.spi.Deadline;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.Map;

/** Calls for the benchmarks of single parts, as the engine puts them together. */
final class SampleCalls {
    private SampleCalls() {}

    /** Returns a chat call with an hour to go. */
    static Call chat(Body body) {
        TimeSource time = TimeSource.system();
        Trace trace = new Trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null, null);
        return new Call(
                Operation.CHAT,
                body,
                CallOptions.none(),
                trace,
                Map.of(),
                Deadline.after(Duration.ofHours(1), time),
                new Cancellation(),
                new CallRecord(trace, body, time));
    }
}
