/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.engine.cache.SimpleCacheFactory;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.testkit.ResponseCacheContract;

class SimpleCacheContractTest extends ResponseCacheContract {
    @Override
    protected ResponseCacheFactory factory() {
        return new SimpleCacheFactory();
    }
}
