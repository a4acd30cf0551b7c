/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Target;

/** A target of a router: the chain of the node below. */
record ChainTarget(String name, String path, double weight, Chain chain) implements Target {
    @Override
    public Reply call(Call call) {
        return chain.proceed(call);
    }
}
