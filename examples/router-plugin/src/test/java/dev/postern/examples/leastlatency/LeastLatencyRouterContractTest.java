/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.leastlatency;

import dev.postern.spi.RouterFactory;
import dev.postern.testkit.RouterContract;

class LeastLatencyRouterContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new LeastLatencyRouterFactory();
    }
}
