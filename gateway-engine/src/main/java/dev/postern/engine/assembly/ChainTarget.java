/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Target;
import dev.postern.spi.TimeSource;
import java.time.Duration;

/** A target of a router: the chain of the node below. */
record ChainTarget(String name, String path, double weight, Chain chain, Latency seen, TimeSource time)
        implements Target {
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
}
