/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.spi.Calls;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What a plugin is created with, for one place in one config. */
record EngineStageContext(Settings settings, String path, EngineParts parts) implements StageContext {
    @Override
    public TimeSource time() {
        return parts.time();
    }

    @Override
    public Timer timer() {
        return parts.watchdog();
    }

    @Override
    public RandomGenerator random() {
        return parts.random();
    }

    @Override
    public Executor executor() {
        return parts.executor();
    }

    @Override
    public Calls calls() {
        return parts.calls();
    }

    @Override
    public <T> List<T> plugins(Class<T> type) {
        return parts.plugins().ofType(type);
    }

    @Override
    public void evict(String tenant, String answerId) {
        parts.caches().evict(tenant, answerId);
    }
}
