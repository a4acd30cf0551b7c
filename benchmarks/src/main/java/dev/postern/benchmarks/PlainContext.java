/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.spi.Calls;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What a router is created with where there is no gateway around it: the system's clock and chance. */
record PlainContext(String path, Settings settings) implements StageContext {
    PlainContext(String path) {
        this(path, Settings.empty());
    }

    @Override
    public TimeSource time() {
        return TimeSource.system();
    }

    @Override
    public Timer timer() {
        throw new UnsupportedOperationException("no router arms a timer");
    }

    @Override
    public RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Calls calls() {
        throw new UnsupportedOperationException("no router places calls");
    }

    @Override
    public <T> List<T> plugins(Class<T> type) {
        return List.of();
    }
}
