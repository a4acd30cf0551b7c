/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.spi.RouterFactory;
import dev.postern.testkit.RouterContract;

class StickyRouterContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new LoadBalanceRouterFactory();
    }

    @Override
    protected String settings(int targets) {
        return "{\"sticky\": {\"enabled\": true, \"hash_fields\": [\"params.messages.0.content\"]}}";
    }
}
