/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.leastlatency;

import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.List;

/** Makes the router {@code least-latency}: {@code "strategy": {"mode": "least-latency"}}; it has no keys of its own. */
public final class LeastLatencyRouterFactory implements RouterFactory {
    /** Is what {@link java.util.ServiceLoader} needs. */
    public LeastLatencyRouterFactory() {}

    @Override
    public String id() {
        return "least-latency";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public Router create(StageContext context, List<Target> targets) {
        if (targets.stream().allMatch(target -> target.weight() == 0)) {
            throw new ConfigException(context.path() + ".targets: expected a weight above 0, found only 0");
        }
        return new LeastLatencyRouter(targets.size(), context.random());
    }
}
