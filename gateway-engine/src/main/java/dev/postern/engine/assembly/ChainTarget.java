/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.Reply;
import dev.postern.engine.health.BreakerStage;
import dev.postern.engine.routing.RouterStage;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Target;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A target of a router: the chain of the node below. */
record ChainTarget(
        String name,
        String path,
        double weight,
        Chain chain,
        Latency seen,
        TimeSource time,
        BooleanSupplier availability)
        implements Target {
    ChainTarget(String name, String path, double weight, Chain chain, Latency seen, TimeSource time) {
        this(name, path, weight, chain, seen, time, availability(chain));
    }

    @Override
    public Duration latency() {
        return seen.average();
    }

    @Override
    public Reply call(Call call) {
        long sentAt = time.nanoTime();
        Reply reply = chain.proceed(call);
        // An error is no answer: a target that fails fast must not look like a fast one.
        if (reply.isSuccess()) {
            seen.answered(sentAt);
        }
        return reply;
    }

    @Override
    public boolean available() {
        return availability.getAsBoolean();
    }

    /** Finds the stage below that knows: the breaker of a leaf, or else the router of a strategy. */
    private static BooleanSupplier availability(Chain chain) {
        Chain step = chain;
        while (step instanceof StageLink link) {
            if (link.stage() instanceof BreakerStage breaker) {
                return breaker::available;
            }
            if (link.stage() instanceof RouterStage router) {
                return router::available;
            }
            step = link.next();
        }
        return () -> true;
    }
}
