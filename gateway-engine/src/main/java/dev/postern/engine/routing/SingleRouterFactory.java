/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.List;

/** Makes {@code "mode": "single"}: the first target answers, whatever it says. */
public final class SingleRouterFactory implements RouterFactory {
    @Override
    public String id() {
        return "single";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public Router create(StageContext context, List<Target> targets) {
        return (call, all) -> all.get(0).call(call);
    }
}
