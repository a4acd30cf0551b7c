/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.spi.FeedbackListener;
import org.jspecify.annotations.Nullable;

/**
 * Hands feedback to the semantic cache: negative on an answer of a cache evicts it and raises the bar of its question,
 * positive lowers that a little. Only the tenant's own counts. Safe for many threads.
 */
public final class SemanticFeedback implements FeedbackListener {
    private static final double LARGEST = 10;

    private volatile @Nullable SemanticCache cache;

    /** Made by the service loader. */
    public SemanticFeedback() {}

    @Override
    public String id() {
        return SemanticCacheFactory.ID;
    }

    void attach(SemanticCache made) {
        cache = made;
    }

    @Override
    public void received(String tenant, String traceId, int value, double weight) {
        SemanticCache made = cache;
        if (made != null) {
            made.feedback(tenant, traceId, value / LARGEST * weight);
        }
    }
}
