/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.request;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts a node's own metadata under the call's.
 *
 * <p><b>Position.</b> CALL of a node below the root; the root's metadata is there from the start.
 *
 * <p><b>Short-circuits when</b> never.
 *
 * <p><b>Adds to the record</b> nothing.
 */
public final class MetadataStage implements Stage {
    private final Map<String, String> metadata;

    /** Makes the stage for one node. */
    public MetadataStage(Map<String, String> metadata) {
        this.metadata = metadata;
    }

    @Override
    public Reply handle(Call call, Chain next) {
        Map<String, String> merged = new LinkedHashMap<>(metadata);
        merged.putAll(call.metadata());
        return next.proceed(call.withMetadata(merged));
    }
}
