/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.postern.plugin.semantic.ExactHits;
import dev.postern.plugin.semantic.ProviderEmbedderFactory;
import dev.postern.plugin.semantic.SemanticCacheFactory;
import dev.postern.plugin.semantic.SemanticFeedback;
import dev.postern.plugin.semantic.evaluate.CacheCommand;
import dev.postern.spi.CallObserver;
import dev.postern.spi.Command;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.FeedbackListener;
import dev.postern.spi.ResponseCacheFactory;

/** Answers paraphrases of what was asked before, and nothing else. */
module dev.postern.plugin.semantic {
    requires transitive dev.postern.api;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.postern.plugin.semantic;
    exports dev.postern.plugin.semantic.index;

    uses EmbedderFactory;

    provides CallObserver with
            ExactHits;
    provides Command with
            CacheCommand;
    provides EmbedderFactory with
            ProviderEmbedderFactory;
    provides FeedbackListener with
            SemanticFeedback;
    provides ResponseCacheFactory with
            SemanticCacheFactory;
}
