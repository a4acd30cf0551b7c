/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallReport;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import org.jspecify.annotations.Nullable;

/**
 * Tells the semantic cache which calls the exact cache answered, so that feedback on them finds the answer. Safe for many
 * threads.
 */
public final class ExactHits implements CallObserver {
    private volatile @Nullable SemanticCache cache;

    /** Made by the service loader. */
    public ExactHits() {}

    @Override
    public String id() {
        return SemanticCacheFactory.ID;
    }

    void attach(SemanticCache made) {
        cache = made;
    }

    @Override
    public void ended(Call call, CallReport report, @Nullable Throwable error) {
        SemanticCache made = cache;
        if (made == null || report.cacheStatus() != CacheStatus.HIT) {
            return;
        }
        String answer = report.attributes().get("cache.answer");
        if (answer != null) {
            made.servedByExact(call.tenant(), call.trace().traceId(), answer);
        }
    }
}
