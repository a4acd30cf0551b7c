/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.UnreachableException;
import dev.postern.spi.Calls;
import dev.postern.spi.Key;
import dev.postern.spi.Plugin;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import dev.postern.spi.Timer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Stands for what the gateway creates plugins with: own settings, a {@link FakeTime}, seeded chance, and an executor that
 * runs everything at once in the caller's thread.
 *
 * <p>Calls of the plugin's own fail with an {@link UnreachableException} unless a test scripts them. Immutable.
 */
public final class TestStageContext implements StageContext {
    /** The seed unless a test sets one. */
    public static final long SEED = 20_260_131L;

    private final Settings settings;
    private final FakeTime time;
    private final RandomGenerator random;
    private final Calls calls;
    private final List<Plugin> plugins;

    private TestStageContext(
            Settings settings, FakeTime time, RandomGenerator random, Calls calls, List<Plugin> plugins) {
        this.settings = settings;
        this.time = time;
        this.random = random;
        this.calls = calls;
        this.plugins = plugins;
    }

    /**
     * Returns a context for a stage.
     *
     * @throws dev.postern.api.ConfigException if the settings do not fit the factory's keys
     */
    public static TestStageContext of(StageFactory factory, String settings) {
        return of(factory.keys(), settings);
    }

    /**
     * Returns a context for any plugin.
     *
     * @throws dev.postern.api.ConfigException if the settings do not fit the keys
     */
    public static TestStageContext of(List<Key<?>> keys, String settings) {
        Calls unscripted = (parent, operation, body, options) -> {
            throw new UnreachableException("this test scripts no call of the plugin's own", false, null);
        };
        return new TestStageContext(
                TestSettings.read(settings, keys), new FakeTime(), new Random(SEED), unscripted, List.of());
    }

    /** Returns this context with another time. */
    public TestStageContext with(FakeTime clock) {
        return new TestStageContext(settings, clock, random, calls, plugins);
    }

    /** Returns this context with calls of the plugin's own answered like this. */
    public TestStageContext with(Calls scripted) {
        return new TestStageContext(settings, time, random, scripted, plugins);
    }

    /** Returns this context beside other plugins, in place of those it had. */
    public TestStageContext with(Plugin... others) {
        return new TestStageContext(settings, time, random, calls, List.of(others));
    }

    /** Returns this context with its chance started from a seed. */
    public TestStageContext seed(long seed) {
        return new TestStageContext(settings, time, new Random(seed), calls, plugins);
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public String path() {
        return "config.stages.test";
    }

    @Override
    public FakeTime time() {
        return time;
    }

    @Override
    public Timer timer() {
        return time.timer();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Calls calls() {
        return calls;
    }

    @Override
    public <T> List<T> plugins(Class<T> type) {
        return plugins.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
