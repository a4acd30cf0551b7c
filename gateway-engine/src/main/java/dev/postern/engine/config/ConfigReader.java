/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonObject;
import dev.postern.api.ConfigException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads configs, in today's form and in that of 2023, in snake_case and camelCase.
 *
 * <p>Problems name the place by the key's one name, {@code config.targets[0].weight}, also where the config said
 * {@code options}. Never echoes what stands in a key for credentials. Safe for many threads.
 */
public final class ConfigReader {
    private final Catalogue catalogue;

    /** Reads configs that may name what the catalogue has. */
    public ConfigReader(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads a config.
     *
     * @param json at most 1 MiB
     * @param environment looks up variables; not asked unless the operator wrote the config
     * @throws ConfigException with every problem, or with the first place where the text is no JSON
     */
    public ConfigNode read(String json, Trust trust, Function<String, Optional<String>> environment) {
        Problems problems = new Problems();
        JsonObject root = StrictJson.readObject(json, NodeReader.ROOT, problems);
        ConfigNode node = new NodeReader(catalogue, trust, environment, problems).readRoot(root);
        problems.throwIfAny();
        return node;
    }
}
