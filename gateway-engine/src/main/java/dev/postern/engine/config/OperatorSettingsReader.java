/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the operator's settings: {@code {"providers": {"<id>": {…}}, "allow_hosts": ["https://host:port"], "caches":
 * {"simple": {…}}}}.
 *
 * <p>Safe for many threads.
 */
public final class OperatorSettingsReader {
    private static final Key<List<String>> ALLOW_HOSTS = Key.strings("allow_hosts");
    private static final FieldNames NAMES = FieldNames.of(List.of("providers", ALLOW_HOSTS.name(), "caches"));
    private static final FieldNames CACHES = FieldNames.of(List.of("simple"));
    private static final List<Key<?>> CACHE_KEYS = List.of(
            OperatorSettings.CACHE_BYTES, OperatorSettings.CACHE_ENTRY_BYTES, OperatorSettings.CACHE_TENANT_SHARE);

    private final Catalogue catalogue;

    /** Reads settings of the providers that the catalogue has. */
    public OperatorSettingsReader(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads a settings file's text.
     *
     * @throws ConfigException with every problem, such as {@code providers.anyscale.base_url: expected a string, found 3}
     */
    public OperatorSettings read(String json) {
        Problems problems = new Problems();
        JsonObject root = StrictJson.readObject(json, "settings", problems);
        Fields fields = new Fields("", root, NAMES, problems);
        fields.refuseUnknown();
        Map<String, Settings> providers = new HashMap<>();
        JsonObject byId = fields.object("providers");
        if (byId != null) {
            for (Map.Entry<String, JsonElement> entry : byId.entrySet()) {
                providers.put(entry.getKey(), provider(entry.getKey(), entry.getValue(), problems));
            }
        }
        OperatorSettings settings =
                new OperatorSettings(providers, origins(fields, problems), simpleCache(fields, problems));
        problems.throwIfAny();
        return settings;
    }

    /**
     * Reads the settings of one provider as the builder takes them.
     *
     * @param values JSON's own types: strings, numbers, booleans, lists, maps with string keys, null
     * @param problems where to note what is wrong
     */
    public Settings provider(String id, Map<String, ?> values, Problems problems) {
        JsonElement json = PlainValues.toJson(JsonPaths.member("providers", id), values, problems);
        return provider(id, json, problems);
    }

    /**
     * Reads an origin as the builder takes it, and returns it as {@link OperatorSettings#allowedOrigins()} has it.
     *
     * @throws ConfigException if it is none
     */
    public static String origin(String text) {
        String origin = HttpUrls.origin(text);
        if (origin == null) {
            throw new ConfigException("allow_hosts: " + HttpUrls.EXPECTED_ORIGIN);
        }
        return origin;
    }

    private Settings provider(String id, JsonElement value, Problems problems) {
        String path = JsonPaths.member("providers", id);
        List<Key<?>> keys = catalogue.providers().get(id);
        if (keys == null) {
            problems.add(
                    path,
                    AbsentPlugin.problem("provider", id, catalogue.providers().keySet()));
        } else if (value instanceof JsonObject object) {
            return SettingsReader.read(path, object, keys, problems);
        } else {
            problems.add(path, "expected an object, found " + Found.describe(id, value));
        }
        return Settings.empty();
    }

    /** Other caches have their keys in the configs that name them. */
    private static Settings simpleCache(Fields fields, Problems problems) {
        JsonObject byId = fields.object("caches");
        if (byId == null) {
            return Settings.empty();
        }
        Fields caches = new Fields("caches", byId, CACHES, problems);
        caches.refuseUnknown();
        JsonObject simple = caches.object("simple");
        return simple == null ? Settings.empty() : SettingsReader.read("caches.simple", simple, CACHE_KEYS, problems);
    }

    private static Set<String> origins(Fields fields, Problems problems) {
        List<String> texts = fields.read(ALLOW_HOSTS);
        Set<String> origins = new HashSet<>();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            String origin = HttpUrls.origin(texts.get(i));
            if (origin == null) {
                problems.add(JsonPaths.item(ALLOW_HOSTS.name(), i), HttpUrls.EXPECTED_ORIGIN);
            } else {
                origins.add(origin);
            }
        }
        return origins;
    }
}
