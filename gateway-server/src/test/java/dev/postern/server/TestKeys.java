/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import dev.postern.spi.Right;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that a test hands out. */
final class TestKeys implements GatewayKeys {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    TestKeys with(String key, String tenant, Right... rights) {
        callers.put(key, new Caller(tenant, "key-of-" + tenant, Set.of(rights)));
        return this;
    }

    @Override
    public boolean required() {
        return !callers.isEmpty();
    }

    @Override
    public Optional<Caller> find(String key) {
        return Optional.ofNullable(callers.get(key));
    }
}
