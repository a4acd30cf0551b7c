/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.ConfigException;
import dev.postern.plugin.semantic.SemanticSettings.EmbedderChoice;
import dev.postern.spi.Embedder;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.StageContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The embedders of one gateway, each made when a config first needs it. */
final class Embedders {
    private final StageContext context;
    private final Map<String, EmbedderFactory> factories = new HashMap<>();
    private final Map<EmbedderChoice, Embedder> made = new ConcurrentHashMap<>();
    private final ReentrantLock making = new ReentrantLock();

    Embedders(StageContext context) {
        this.context = context;
        // Those given to the gateway's builder come first.
        context.plugins(EmbedderFactory.class).forEach(factory -> factories.putIfAbsent(factory.id(), factory));
    }

    /**
     * Returns the embedder that settings choose.
     *
     * @throws ConfigException if there is none of that id; the message names what to add
     */
    Embedder get(EmbedderChoice choice) {
        Embedder known = made.get(choice);
        if (known != null) {
            return known;
        }
        EmbedderFactory factory = require(choice.id(), "");
        // A model may take seconds to load; the lock is held so that it is loaded once.
        making.lock();
        try {
            known = made.get(choice);
            if (known == null) {
                known = factory instanceof ProviderEmbedderFactory provider
                        ? provider.create(context, choice)
                        : ofOneInstance(choice, factory);
                made.put(choice, known);
            }
            return known;
        } finally {
            making.unlock();
        }
    }

    /** Keys for the provider's embedder do not make a second instance of another one. */
    private Embedder ofOneInstance(EmbedderChoice choice, EmbedderFactory factory) {
        for (Map.Entry<EmbedderChoice, Embedder> entry : made.entrySet()) {
            if (entry.getKey().id().equals(choice.id())) {
                return entry.getValue();
            }
        }
        return factory.create(context);
    }

    /**
     * Returns the factory of that id.
     *
     * @param place what the message begins with
     * @throws ConfigException if there is none
     */
    EmbedderFactory require(String id, String place) {
        EmbedderFactory factory = factories.get(id);
        if (factory == null) {
            String present = factories.keySet().stream().sorted().collect(Collectors.joining(", "));
            throw new ConfigException(place + "no embedder '" + id + "'; add the dependency dev.postern:embedder-" + id
                    + "; present: " + (present.isEmpty() ? "none" : present));
        }
        return factory;
    }

    void close() {
        made.values().forEach(Embedder::close);
        made.clear();
    }
}
