/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.SemanticSettings.EmbedderChoice;
import dev.postern.spi.Embedder;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.StageContext;
import java.time.Duration;

/**
 * Makes {@code "embedder": "provider"}: vectors come from a provider's embeddings, by a call under the named config
 * {@code embedder_config}, {@code embeddings} unless said otherwise.
 */
public final class ProviderEmbedderFactory implements EmbedderFactory {
    /** The id that settings use. */
    public static final String ID = "provider";

    private static final String CONFIG = "embeddings";
    private static final long TIMEOUT_MILLIS = 2_000;

    /** Made by the service loader. */
    public ProviderEmbedderFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Embedder create(StageContext context) {
        return create(context, new EmbedderChoice(ID, null, null, TIMEOUT_MILLIS));
    }

    Embedder create(StageContext context, EmbedderChoice choice) {
        String config = choice.config() == null ? CONFIG : choice.config();
        return new ProviderEmbedder(context.calls(), config, choice.model(), Duration.ofMillis(choice.timeoutMillis()));
    }
}
