/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Operation;
import dev.postern.spi.Call;
import dev.postern.spi.Calls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Places the calls of plugins through the gateway that they belong to. */
final class EngineCalls implements Calls {
    private volatile @Nullable EngineGateway gateway;

    /** Plugins are made before the gateway is whole, so it is handed in afterwards. */
    void connect(EngineGateway whole) {
        this.gateway = whole;
    }

    @Override
    public Answer call(Call parent, Operation operation, Body body, CallOptions options) {
        EngineGateway whole = gateway;
        if (whole == null) {
            throw new IllegalStateException(
                    "a plugin may place calls once the gateway is built, not while it is created");
        }
        Duration left = parent.deadline().remaining();
        if (left.isZero() || parent.cancellation().isCancelled()) {
            throw parent.ended(false);
        }
        Duration own = options.deadline();
        return whole.callWithin(
                operation,
                body,
                options.toBuilder()
                        .traceId(parent.trace().traceId())
                        .parentSpanId(parent.trace().spanId())
                        .tenant(parent.tenant())
                        .cancellation(parent.cancellation())
                        .deadline(own == null || own.compareTo(left) > 0 ? left : own)
                        .build());
    }
}
