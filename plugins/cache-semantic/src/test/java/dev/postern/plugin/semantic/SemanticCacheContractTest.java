/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.spi.Key;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.StageContext;
import dev.postern.testkit.ResponseCacheContract;
import dev.postern.testkit.TestStageContext;
import java.util.List;

class SemanticCacheContractTest extends ResponseCacheContract {
    /** The contract knows no embedders, so the factory brings one. */
    private record WithEmbedder(SemanticCacheFactory factory) implements ResponseCacheFactory {
        @Override
        public String id() {
            return factory.id();
        }

        @Override
        public List<Key<?>> keys() {
            return factory.keys();
        }

        @Override
        public ResponseCache create(StageContext context) {
            return factory.create(((TestStageContext) context).with(new TestEmbedder()));
        }
    }

    @Override
    protected ResponseCacheFactory factory() {
        return new WithEmbedder(new SemanticCacheFactory(1 << 20, null));
    }
}
