/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.Operation;
import dev.postern.api.Trace;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.call.CallRecord;
import dev.postern.engine.call.SpanIds;
import dev.postern.engine.health.ConcurrencyLimit;
import dev.postern.spi.Call;
import dev.postern.spi.Deadline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a call together: its trace, its metadata, its deadline. */
final class CallStarter {
    private static final String USER_LABEL = "_user";
    private static final int MAX_USER_LENGTH = 128;

    private final EngineParts parts;
    private final Duration longest;

    /** Starts calls that may take at most this long. */
    CallStarter(EngineParts parts, Duration longest) {
        this.parts = parts;
        this.longest = longest;
    }

    RunningCall start(
            Operation operation,
            Body body,
            CallOptions options,
            Map<String, String> configMetadata,
            RunningCalls running,
            @Nullable ConcurrencyLimit admission) {
        Trace trace = trace(options);
        CallRecord record = new CallRecord(trace, body, parts.time());
        Call call = new Call(
                operation,
                body,
                options,
                trace,
                metadata(body, options, configMetadata),
                deadline(options),
                new Cancellation(),
                record);
        return new RunningCall(call, record, parts, running, admission);
    }

    /** Returns the deadline of a call that begins now. */
    Deadline deadline(CallOptions options) {
        Duration asked = options.deadline();
        return Deadline.after(asked == null || asked.compareTo(longest) > 0 ? longest : asked, parts.time());
    }

    private static Trace trace(CallOptions options) {
        return new Trace(
                options.traceId() == null ? SpanIds.newTraceId() : options.traceId(),
                options.spanId() == null ? SpanIds.newSpanId() : options.spanId(),
                options.parentSpanId(),
                options.spanName());
    }

    private static Map<String, String> metadata(Body body, CallOptions options, Map<String, String> configMetadata) {
        String user = options.metadata().containsKey(USER_LABEL)
                ? null
                : body.json().get("user").string().orElse(null);
        if (user == null && configMetadata.isEmpty() && options.baggage().isEmpty()) {
            return options.metadata();
        }
        Map<String, String> merged = new LinkedHashMap<>(configMetadata);
        merged.putAll(options.baggage());
        merged.putAll(options.metadata());
        if (user != null) {
            merged.put(USER_LABEL, user.length() <= MAX_USER_LENGTH ? user : user.substring(0, MAX_USER_LENGTH));
        }
        return merged;
    }
}
