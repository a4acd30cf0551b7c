/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.spi.RouterFactory;
import dev.postern.testkit.RouterContract;

class ConditionalRouterContractTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new ConditionalRouterFactory();
    }

    @Override
    protected String settings(int targets) {
        return "{\"conditions\": [{\"query\": {\"params.model\": {\"$regex\": \"^(m|n)$\"}}, \"then\": \"target-0\"}],"
                + " \"default\": \"target-" + (targets - 1) + "\"}";
    }

    @Override
    protected boolean heedsWeights() {
        return false;
    }
}
