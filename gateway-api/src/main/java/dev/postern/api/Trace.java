/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Places a call in a tree of calls.
 *
 * @param traceId any searchable label, 1 to 256 visible ASCII characters
 * @param spanId the call's own id under the trace
 * @param parentSpanId the span that this call was made for, if any
 * @param spanName a readable name of the span, if any
 */
public record Trace(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        @Nullable String spanName) {
    public Trace {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(spanId, "spanId");
    }
}
