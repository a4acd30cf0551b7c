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
import java.util.Set;
import java.util.stream.Collectors;

/** Makes {@code "mode": "fallback"}. */
public final class FallbackRouterFactory implements RouterFactory {
    private static final Key<List<Long>> ON_STATUS_CODES = Key.integers("on_status_codes", 100, 599);

    @Override
    public String id() {
        return "fallback";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(ON_STATUS_CODES);
    }

    @Override
    public Router create(StageContext context, List<Target> targets) {
        Set<Integer> codes = context.settings()
                .find(ON_STATUS_CODES)
                .map(listed -> listed.stream().map(Long::intValue).collect(Collectors.toUnmodifiableSet()))
                .orElse(null);
        return new FallbackRouter(codes);
    }
}
