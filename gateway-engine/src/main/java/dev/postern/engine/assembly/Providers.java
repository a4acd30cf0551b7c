/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.ConfigException;
import dev.postern.engine.attempt.GuardedProvider;
import dev.postern.engine.discovery.PluginSet;
import dev.postern.engine.transport.Destination;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The adapters to the providers: one for each id, made at first use with the operator's settings. */
public final class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    /**
     * An adapter and where its requests go by default.
     *
     * @param id the provider's id
     * @param provider the adapter
     * @param destination its base URL
     */
    record Connected(String id, GuardedProvider provider, Destination destination) {}

    private final PluginSet<ProviderFactory> factories;
    private final Map<String, Settings> settings;
    private final Function<String, Optional<String>> environment;
    private final Map<String, Connected> connected = new ConcurrentHashMap<>();
    private final Set<String> cautioned = ConcurrentHashMap.newKeySet();

    /**
     * Starts without any adapter.
     *
     * @param settings the operator's, checked, by provider id
     * @param environment looks up an environment variable
     */
    public Providers(
            PluginSet<ProviderFactory> factories,
            Map<String, Settings> settings,
            Function<String, Optional<String>> environment) {
        this.factories = factories;
        this.settings = Map.copyOf(settings);
        this.environment = environment;
    }

    /** Returns the adapter with this id; the config reader has made sure that there is one. */
    Connected get(String id) {
        Connected known = connected.get(id);
        return known != null ? known : connected.computeIfAbsent(id, this::connect);
    }

    /** Returns a provider's own host, for a config that sends there; tells the provider's caution about it once. */
    Destination ownHost(Connected provider) {
        if (cautioned.add(provider.id())) {
            String caution = provider.provider().unreachableHint();
            if (!caution.isEmpty()) {
                LOG.warn("provider {}: {}", provider.id(), caution);
            }
        }
        return provider.destination();
    }

    private Connected connect(String id) {
        ProviderFactory factory = factories
                .find(id)
                .orElseThrow(() -> new ConfigException(
                        "no provider '" + id + "'; present: " + String.join(", ", factories.ids())));
        ProviderContext context = new ProviderContext(settings.getOrDefault(id, Settings.empty()), environment);
        Provider provider = PluginCreation.create("provider", id, factory, () -> factory.create(context));
        URI baseUrl = PluginCreation.create("provider", id, factory, provider::baseUrl);
        Destination destination = Destination.parse(baseUrl.toString(), "providers." + id + ".base_url");
        return new Connected(id, new GuardedProvider(id, provider), destination);
    }
}
