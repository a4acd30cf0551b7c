/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Target;

/**
 * Stands for one target of a router and answers by a {@link ScriptedChain}.
 *
 * @param name its name
 * @param weight its weight, 0 or more
 * @param chain what answers, and keeps the calls it saw
 */
public record ScriptedTarget(String name, double weight, ScriptedChain chain) implements Target {
    @Override
    public String path() {
        return "config.targets." + name;
    }

    @Override
    public Reply call(Call call) {
        return chain.proceed(call);
    }
}
