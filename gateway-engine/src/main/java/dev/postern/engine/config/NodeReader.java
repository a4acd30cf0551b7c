/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads the nodes of one config, from the root down. */
final class NodeReader {
    static final String ROOT = "config";
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TARGETS = 64;
    private static final Key<String> NAME = Key.string("name");
    private static final Key<Double> WEIGHT = Key.number("weight", 0, Double.MAX_VALUE);

    private static final FieldNames NAMES = FieldNames.of(
            List.of(
                    "strategy",
                    "mode",
                    "targets",
                    "name",
                    "weight",
                    "provider",
                    "api_key",
                    "virtual_key",
                    "custom_host",
                    "cache",
                    "retry",
                    "request_timeout",
                    "override_params",
                    "default_params",
                    "drop_params",
                    "forward_headers",
                    "metadata",
                    "stages"),
            Map.of("options", "targets"),
            RefusedKeys.REASONS);

    private final Catalogue catalogue;
    private final Problems problems;
    private final StrategyReader strategies;
    private final CacheReader caches;
    private final TargetSettingsReader targetSettings;
    private int targetCount;

    NodeReader(Catalogue catalogue, Trust trust, Function<String, Optional<String>> environment, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
        this.strategies = new StrategyReader(catalogue.routers(), problems);
        this.caches = new CacheReader(catalogue.caches(), problems);
        Variables variables = new Variables(trust, environment, problems);
        this.targetSettings = new TargetSettingsReader(
                new CredentialReader(catalogue.providers().keySet(), variables), problems);
    }

    /** Reads the whole tree; where problems were noted, what comes back is good for nothing else. */
    ConfigNode readRoot(JsonObject root) {
        return read(ROOT, root, TargetSettings.none(), 1);
    }

    private ConfigNode read(String path, JsonObject object, TargetSettings parent, int depth) {
        Fields fields = new Fields(path, object, NAMES, problems);
        fields.refuseUnknown();
        StrategyNode strategy = strategies.read(fields);
        TargetSettings settings = targetSettings.read(fields, parent);
        List<ConfigNode> targets = targets(fields, settings, depth);
        if (strategy != null) {
            NodeRules.check(fields, strategy, targets, settings, catalogue);
        }
        String name = fields.read(NAME);
        if (name != null && name.isBlank()) {
            fields.problem("name", "expected a name that is not blank");
        }
        Double weight = fields.read("weight", "a number ≥ 0", WEIGHT::read);
        return new ConfigNode(
                path,
                name,
                Objects.requireNonNullElse(weight, 1.0),
                Objects.requireNonNullElse(strategy, new StrategyNode(StrategyNode.SINGLE, Settings.empty())),
                targets,
                caches.read(fields),
                stages(fields),
                settings);
    }

    private List<ConfigNode> targets(Fields fields, TargetSettings settings, int depth) {
        JsonElement value =
                fields.read("targets", "a list of targets", v -> Optional.of(v).filter(JsonElement::isJsonArray));
        if (!(value instanceof JsonArray array)) {
            return List.of();
        }
        if (depth == MAX_DEPTH && !array.isEmpty()) {
            fields.problem("targets", "nested deeper than " + MAX_DEPTH + " levels, the root counted");
            return List.of();
        }
        List<ConfigNode> targets = new ArrayList<>();
        for (int i = 0; i < array.size() && targetCount <= MAX_TARGETS; i++) {
            if (++targetCount > MAX_TARGETS) {
                problems.add(ROOT, "expected at most " + MAX_TARGETS + " targets in all");
                return targets;
            }
            String path = JsonPaths.item(fields.path("targets"), i);
            if (array.get(i) instanceof JsonObject object) {
                targets.add(read(path, object, settings, depth + 1));
            } else {
                problems.add(path, "expected an object, found " + Found.describe("targets", array.get(i)));
            }
        }
        return targets;
    }

    private Map<String, Settings> stages(Fields fields) {
        JsonObject stages = fields.object("stages");
        Map<String, Settings> settings = new HashMap<>();
        if (stages == null) {
            return settings;
        }
        for (Map.Entry<String, JsonElement> stage : stages.entrySet()) {
            String path = JsonPaths.member(fields.path("stages"), stage.getKey());
            List<Key<?>> keys = catalogue.stages().get(stage.getKey());
            if (keys == null) {
                problems.add(
                        path,
                        AbsentPlugin.problem(
                                "stage", stage.getKey(), catalogue.stages().keySet()));
            } else if (stage.getValue() instanceof JsonObject object) {
                settings.put(stage.getKey(), SettingsReader.read(path, object, keys, problems));
            } else {
                problems.add(path, "expected an object, found " + Found.describe(stage.getKey(), stage.getValue()));
            }
        }
        return settings;
    }
}
