/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import com.google.gson.JsonParser;
import dev.postern.api.Limits;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.assembly.Latencies;
import dev.postern.engine.assembly.PipelineCompiler;
import dev.postern.engine.assembly.Providers;
import dev.postern.engine.cache.ResponseCaches;
import dev.postern.engine.cache.SimpleCacheFactory;
import dev.postern.engine.config.Catalogue;
import dev.postern.engine.config.ConfigNode;
import dev.postern.engine.config.ConfigReader;
import dev.postern.engine.config.Trust;
import dev.postern.engine.deadline.Watchdog;
import dev.postern.engine.discovery.Plugins;
import dev.postern.engine.health.TargetStates;
import dev.postern.engine.retry.RetryBudgets;
import dev.postern.engine.routing.FallbackRouterFactory;
import dev.postern.engine.transport.DestinationPolicy;
import dev.postern.spi.Settings;
import dev.postern.spi.TimeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Claim: a config that comes with a call is read, checked and compiled in microseconds, once for each text.
 *
 * <p>Workload: the fallback from Llama 2 to Mistral, in the form of 2023. {@code read} checks it, {@code compile} makes
 * the pipeline of what was read, {@code both} is the whole. {@code gson} is only the parse to a tree.
 *
 * <p>Distribution: one text. One thread.
 *
 * <p>Command: {@code ./postern bench config}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConfigBenchmark {
    /** Which part. */
    @Param({"both", "read", "compile", "gson"})
    public String by = "both";

    private final String json = Samples.fallbackConfig();
    private final Watchdog watchdog = new Watchdog(TimeSource.system());
    private final Plugins plugins =
            Plugins.discover(List.of(), List.of(new FallbackRouterFactory()), new SimpleCacheFactory());
    private final ConfigReader reader = new ConfigReader(Catalogue.of(
            plugins.providers().byId().values(),
            plugins.routers().byId().values(),
            plugins.caches().byId().values(),
            plugins.stages().byId().values()));
    private final PipelineCompiler compiler = new PipelineCompiler(parts(plugins, watchdog), Trust.CALLER, "t", null);
    private final ConfigNode node = read();
    private Part part = Part.BOTH;

    private enum Part {
        BOTH,
        READ,
        COMPILE,
        GSON
    }

    private static EngineParts parts(Plugins plugins, Watchdog watchdog) {
        TimeSource time = TimeSource.system();
        return new EngineParts(
                plugins,
                new Providers(plugins.providers(), Map.of(), name -> Optional.of("http://127.0.0.1:9/v1")),
                new InstantTransport(Samples.chatAnswer()),
                DestinationPolicy.none(),
                (tenant, name) -> Optional.empty(),
                new RetryBudgets(time),
                new Latencies(time),
                new TargetStates(time),
                new ResponseCaches(plugins.caches(), Settings.empty()),
                Limits.defaults(),
                watchdog,
                time,
                () -> ThreadLocalRandom.current().nextLong(),
                Runnable::run,
                (parent, operation, body, options) -> {
                    throw new UnsupportedOperationException("nothing here places calls");
                });
    }

    /** Reads the parameter. */
    @Setup
    public void setUp() {
        part = Part.valueOf(by.toUpperCase(Locale.ROOT));
    }

    /** Ends the thread that fires deadlines. */
    @TearDown
    public void tearDown() {
        watchdog.close();
    }

    private ConfigNode read() {
        return reader.read(json, Trust.CALLER, name -> Optional.empty());
    }

    /** Turns the text into a pipeline, or a part of that. */
    @Benchmark
    public Object config() {
        return switch (part) {
            case BOTH -> compiler.compile(read());
            case READ -> read();
            case COMPILE -> compiler.compile(node);
            case GSON -> JsonParser.parseString(json);
        };
    }
}
