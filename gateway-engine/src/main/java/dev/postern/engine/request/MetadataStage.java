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
import java.util.Objects;

/**
 * Puts a node's own metadata over that of the nodes above, and under the request's.
 *
 * <p><b>Position.</b> CALL of a node below the root; the root's metadata is there from the start.
 *
 * <p><b>Short-circuits when</b> never.
 *
 * <p><b>Adds to the record</b> nothing.
 */
public final class MetadataStage implements Stage {
    private final Map<String, String> metadata;
    private final Map<String, String> above;

    /** Makes the stage for one node, whose metadata includes that of the node above. */
    public MetadataStage(Map<String, String> metadata, Map<String, String> above) {
        this.metadata = metadata;
        this.above = above;
    }

    @Override
    public Reply handle(Call call, Chain next) {
        Map<String, String> merged = new LinkedHashMap<>(call.metadata());
        metadata.forEach((key, value) -> {
            if (isFromAbove(key, call)) {
                merged.put(key, value);
            }
        });
        return next.proceed(call.withMetadata(merged));
    }

    /** Returns whether a label is what the config above says, or absent: neither the request nor a stage set it. */
    private boolean isFromAbove(String key, Call call) {
        return !call.options().metadata().containsKey(key)
                && Objects.equals(call.metadata().get(key), above.get(key));
    }
}
