/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who answered a call, after how many attempts, how long it took and what it cost.
 *
 * @param trace the call's place in its trace
 * @param provider the id of the provider that answered last, or null if no attempt was made
 * @param target the path of the target used last, such as {@code config.targets[1]}; {@code config} alone if none was
 * @param model the model that the answer names, or else the one that was asked for, if any
 * @param attempts every attempt in the order they were made
 * @param retries 0 if none was needed, n if the n-th retry succeeded, -1 if they were used up
 * @param cacheStatus what the caches did
 * @param usage the tokens, if the provider reported them
 * @param cost the cost, if the provider's price table knows the model
 * @param total from the call to its end; of a stream that still runs, to now
 * @param timeToFirstChunk from the call to the first event of a stream; null for a whole answer
 * @param upstream the time spent waiting for providers, up to the whole answer or a stream's first event
 * @param attributes what stages added, in the order they added it
 */
public record CallReport(
        Trace trace,
        @Nullable String provider,
        String target,
        @Nullable String model,
        List<AttemptReport> attempts,
        int retries,
        CacheStatus cacheStatus,
        Optional<Usage> usage,
        Optional<Cost> cost,
        Duration total,
        @Nullable Duration timeToFirstChunk,
        Duration upstream,
        Map<String, String> attributes) {
    public CallReport {
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(target, "target");
        attempts = List.copyOf(attempts);
    }

    /** Returns what the gateway itself took of a whole answer's time; waits between retries count. */
    public Duration overhead() {
        Duration answered = timeToFirstChunk == null ? total : timeToFirstChunk;
        Duration own = answered.minus(upstream);
        return own.isNegative() ? Duration.ZERO : own;
    }
}
