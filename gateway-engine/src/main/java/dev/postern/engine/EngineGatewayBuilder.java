/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.Limits;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.assembly.GuardedSources;
import dev.postern.engine.assembly.Latencies;
import dev.postern.engine.assembly.PipelineBook;
import dev.postern.engine.assembly.Providers;
import dev.postern.engine.cache.ResponseCaches;
import dev.postern.engine.cache.SimpleCacheFactory;
import dev.postern.engine.config.Catalogue;
import dev.postern.engine.config.ConfigReader;
import dev.postern.engine.config.OperatorSettings;
import dev.postern.engine.config.OperatorSettingsReader;
import dev.postern.engine.config.Problems;
import dev.postern.engine.deadline.Watchdog;
import dev.postern.engine.discovery.Plugins;
import dev.postern.engine.health.TargetStates;
import dev.postern.engine.reload.ConfigFolder;
import dev.postern.engine.retry.RetryBudgets;
import dev.postern.engine.routing.ConditionalRouterFactory;
import dev.postern.engine.routing.FallbackRouterFactory;
import dev.postern.engine.routing.LoadBalanceRouterFactory;
import dev.postern.engine.routing.SingleRouterFactory;
import dev.postern.engine.transport.ApacheTransport;
import dev.postern.engine.transport.DestinationPolicy;
import dev.postern.engine.transport.HostResolver;
import dev.postern.engine.transport.Transport;
import dev.postern.spi.ConfigSource;
import dev.postern.spi.CredentialSource;
import dev.postern.spi.Key;
import dev.postern.spi.Plugin;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects a gateway's parts, checks them together, and starts it. */
public final class EngineGatewayBuilder implements Gateway.Builder {
    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);
    private static final List<RouterFactory> BUILT_IN = List.of(
            new SingleRouterFactory(),
            new FallbackRouterFactory(),
            new LoadBalanceRouterFactory(),
            new ConditionalRouterFactory());

    private final Map<String, String> named = new LinkedHashMap<>();
    private final Map<String, Map<String, ?>> providerSettings = new LinkedHashMap<>();
    private final List<String> settingsTexts = new ArrayList<>();
    private final List<String> allowedHosts = new ArrayList<>();
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private @Nullable String config;
    private ConfigSource configs = (tenant, name) -> Optional.empty();
    private CredentialSource credentials = (tenant, name) -> Optional.empty();
    private Duration deadline = DEFAULT_DEADLINE;
    private Limits limits = Limits.defaults();
    private Function<String, Optional<String>> environment = name -> Optional.ofNullable(System.getenv(name));
    private TimeSource time = TimeSource.system();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Function<Limits, Transport> transport = bounds -> new ApacheTransport(bounds, HostResolver.system());

    EngineGatewayBuilder() {}

    @Override
    public Gateway.Builder config(Path file) {
        this.config = read(file);
        return this;
    }

    @Override
    public Gateway.Builder config(String json) {
        this.config = Objects.requireNonNull(json, "json");
        return this;
    }

    @Override
    public Gateway.Builder config(String name, String json) {
        named.put(name, Objects.requireNonNull(json, "json"));
        return this;
    }

    @Override
    public Gateway.Builder configs(ConfigSource source) {
        this.configs = GuardedSources.configs(source);
        return this;
    }

    @Override
    public Gateway.Builder configs(Path folder) {
        folders.add(Objects.requireNonNull(folder, "folder"));
        return this;
    }

    @Override
    public Gateway.Builder credentials(CredentialSource source) {
        this.credentials = GuardedSources.credentials(source);
        return this;
    }

    @Override
    public Gateway.Builder provider(String id, Map<String, ?> settings) {
        providerSettings.put(id, settings);
        return this;
    }

    @Override
    public Gateway.Builder settings(Path file) {
        String text = read(file);
        if (text != null) {
            settingsTexts.add(text);
        }
        return this;
    }

    @Override
    public Gateway.Builder allowHost(String origin) {
        allowedHosts.add(Objects.requireNonNull(origin, "origin"));
        return this;
    }

    @Override
    public Gateway.Builder plugin(Plugin plugin) {
        plugins.add(Objects.requireNonNull(plugin, "plugin"));
        return this;
    }

    @Override
    public Gateway.Builder deadline(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            problems.add("deadline: expected a positive duration, found " + limit);
        } else {
            this.deadline = limit;
        }
        return this;
    }

    @Override
    public Gateway.Builder limits(Limits bounds) {
        this.limits = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    @Override
    public Gateway.Builder environment(Function<String, Optional<String>> variables) {
        this.environment = variables;
        return this;
    }

    @Override
    public Gateway.Builder time(TimeSource clocks) {
        this.time = clocks;
        return this;
    }

    @Override
    public Gateway.Builder random(RandomGenerator source) {
        this.random = source;
        return this;
    }

    /** Sends through something else than HttpClient; for benchmarks of the pipeline alone. */
    public EngineGatewayBuilder transport(Function<Limits, Transport> factory) {
        this.transport = factory;
        return this;
    }

    private @Nullable String read(Path file) {
        try {
            return text(file);
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + ": "
                    + e.getClass().getSimpleName() + "; is the path right, and the file UTF-8?");
        }
    }

    @Override
    public Gateway build() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        Plugins found = Plugins.discover(plugins, BUILT_IN, new SimpleCacheFactory());
        Catalogue catalogue = catalogue(found);
        OperatorSettings settings = settings(catalogue);
        Watchdog watchdog = new Watchdog(time);
        ExecutorService executor = Executors21.create();
        Transport connections = transport.apply(limits);
        ResponseCaches caches = new ResponseCaches(found.caches(), settings.simpleCache());
        RunningCalls running = new RunningCalls(watchdog, executor, connections, limits.closeTimeout(), caches);
        try {
            EngineCalls calls = new EngineCalls();
            EngineParts parts = new EngineParts(
                    found,
                    new Providers(found.providers(), settings.providers(), environment),
                    connections,
                    DestinationPolicy.of(List.copyOf(settings.allowedOrigins()), List.of()),
                    credentials,
                    new RetryBudgets(time),
                    new Latencies(time),
                    new TargetStates(time),
                    caches,
                    limits,
                    watchdog,
                    time,
                    random,
                    executor,
                    calls);
            List<ConfigFolder> live = folders.stream()
                    .map(folder -> new ConfigFolder(folder, watchdog, executor))
                    .toList();
            PipelineBook book = new PipelineBook(
                    parts, new ConfigReader(catalogue), ConfigFolder.before(live, configs), environment, config, named);
            ConfigFolder.start(live, book::problems);
            EngineGateway gateway = new EngineGateway(parts, book, running, deadline);
            calls.connect(gateway);
            return gateway;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static Catalogue catalogue(Plugins plugins) {
        Map<String, List<Key<?>>> providers = new HashMap<>();
        plugins.providers().byId().forEach((id, factory) -> providers.put(id, factory.keys()));
        Map<String, List<Key<?>>> routers = new HashMap<>();
        plugins.routers().byId().forEach((id, factory) -> routers.put(id, factory.keys()));
        Map<String, List<Key<?>>> stages = new HashMap<>();
        plugins.stages().byId().forEach((id, factory) -> stages.put(id, factory.keys()));
        Map<String, List<Key<?>>> caches = new HashMap<>();
        plugins.caches().byId().forEach((id, factory) -> caches.put(id, factory.keys()));
        return new Catalogue(providers, routers, caches, stages);
    }

    /** Joins the settings of files and of the builder, whose values win. */
    private OperatorSettings settings(Catalogue catalogue) {
        OperatorSettingsReader reader = new OperatorSettingsReader(catalogue);
        Map<String, Settings> providers = new HashMap<>();
        List<String> origins = new ArrayList<>();
        Settings simpleCache = Settings.empty();
        for (String text : settingsTexts) {
            OperatorSettings file = reader.read(text);
            providers.putAll(file.providers());
            origins.addAll(file.allowedOrigins());
            simpleCache = file.simpleCache().equals(Settings.empty()) ? simpleCache : file.simpleCache();
        }
        Problems wrong = new Problems();
        providerSettings.forEach((id, values) -> providers.put(id, reader.provider(id, values, wrong)));
        wrong.throwIfAny();
        allowedHosts.forEach(host -> origins.add(OperatorSettingsReader.origin(host)));
        return new OperatorSettings(providers, Set.copyOf(origins), simpleCache);
    }
}
