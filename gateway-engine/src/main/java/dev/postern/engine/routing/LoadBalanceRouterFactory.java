/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.List;

/** Makes {@code "mode": "loadbalance"}. */
public final class LoadBalanceRouterFactory implements RouterFactory {
    @Override
    public String id() {
        return "loadbalance";
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
        return new LoadBalanceRouter(targets, context.random());
    }
}
