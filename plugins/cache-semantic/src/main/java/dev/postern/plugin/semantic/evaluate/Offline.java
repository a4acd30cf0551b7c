/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import dev.postern.api.AttemptReport;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.ConfigException;
import dev.postern.api.Cost;
import dev.postern.api.Operation;
import dev.postern.api.Trace;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.Calls;
import dev.postern.spi.Deadline;
import dev.postern.spi.Recorder;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What an embedder needs where no gateway runs: a context, and calls that nobody waits for. */
final class Offline implements StageContext {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Notes nothing. */
    private static final class Silent implements Recorder {
        @Override
        public void attempt(AttemptReport attempt) {}

        @Override
        public int retry() {
            return 0;
        }

        @Override
        public void retries(int count) {}

        @Override
        public void model(String name) {}

        @Override
        public void usage(Usage usage, @Nullable Cost cost) {}

        @Override
        public void cacheStatus(CacheStatus status) {}

        @Override
        public void put(String key, String value) {}
    }

    static Call call() {
        return new Call(
                Operation.CHAT,
                Body.empty(),
                CallOptions.none(),
                new Trace("evaluate", "evaluate", null, null),
                Map.of(),
                Deadline.after(PATIENCE, TimeSource.system()),
                new Cancellation(),
                new Silent());
    }

    @Override
    public Settings settings() {
        return Settings.empty();
    }

    @Override
    public String path() {
        return "evaluate";
    }

    @Override
    public TimeSource time() {
        return TimeSource.system();
    }

    @Override
    public Timer timer() {
        return (delay, cancellation, why) -> () -> {};
    }

    @Override
    public RandomGenerator random() {
        return new Random();
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Calls calls() {
        return (parent, operation, body, options) -> {
            throw new ConfigException("the command has no gateway to ask a provider through; use --embedder minilm");
        };
    }

    @Override
    public <T> List<T> plugins(Class<T> type) {
        return List.of();
    }
}
