/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.Answer;
import dev.postern.api.CallOptions;
import dev.postern.api.EmbeddingRequest;
import dev.postern.api.EmbeddingResponse;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.plugin.semantic.index.Unit;
import dev.postern.spi.Call;
import dev.postern.spi.Calls;
import dev.postern.spi.Embedder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a provider for vectors, by a call of its own that is a child of the one that needs them. */
final class ProviderEmbedder implements Embedder {
    private final Calls calls;
    private final String config;
    private final @Nullable String model;
    private final Duration timeout;

    ProviderEmbedder(Calls calls, String config, @Nullable String model, Duration timeout) {
        this.calls = calls;
        this.config = config;
        this.model = model;
        this.timeout = timeout;
    }

    /** Names the config too, since it may choose another model than the one asked for. */
    @Override
    public String model() {
        return "provider:" + config + (model == null ? "" : ":" + model);
    }

    @Override
    public int tokens(String text) {
        return -1;
    }

    @Override
    public float[] embed(Call call, String text) {
        EmbeddingRequest.Builder request = EmbeddingRequest.builder().input(text);
        if (model != null) {
            request.model(model);
        }
        CallOptions options =
                CallOptions.builder().config(config).deadline(timeout).build();
        try (Answer answer =
                calls.call(call, Operation.EMBEDDINGS, request.build().body(), options)) {
            if (!(answer.reply() instanceof Reply.Whole whole) || !whole.isSuccess()) {
                throw new IllegalStateException("the embeddings of config '" + config + "' were answered with status "
                        + answer.reply().status());
            }
            return Unit.of(new EmbeddingResponse(whole.body(), answer.report()).vector(0));
        }
    }
}
