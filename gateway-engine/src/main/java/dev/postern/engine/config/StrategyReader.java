/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code strategy}, and {@code mode} where it stands beside the targets as in 2023. */
final class StrategyReader {
    private static final Key<String> MODE = Key.string("mode");

    private final Map<String, List<Key<?>>> routers;
    private final Problems problems;

    StrategyReader(Map<String, List<Key<?>>> routers, Problems problems) {
        this.routers = routers;
        this.problems = problems;
    }

    /** Returns the strategy; null where it names none that exists. */
    @Nullable
    StrategyNode read(Fields node) {
        JsonObject object = node.object("strategy");
        if (object == null) {
            String mode = node.has("mode") ? node.read(MODE) : StrategyNode.SINGLE;
            return mode == null || !isPresent(node, "mode", mode) ? null : new StrategyNode(mode, Settings.empty());
        }
        // First with no keys but the mode: it decides which others there are.
        String path = node.path("strategy");
        Fields outer = new Fields(path, object, FieldNames.of(List.of(MODE.name())), problems);
        Fields modeAt = node.has("mode") ? node : outer;
        if (node.has("mode") && outer.has("mode")) {
            node.problem("mode", "found beside strategy.mode; keep strategy.mode");
        }
        String mode = modeAt.has("mode") ? modeAt.read(MODE) : StrategyNode.SINGLE;
        if (mode == null || !isPresent(modeAt, "mode", mode)) {
            return null;
        }
        return strategy(mode, path, object, routers.getOrDefault(mode, List.of()));
    }

    private StrategyNode strategy(String mode, String path, JsonObject object, List<Key<?>> keys) {
        List<String> names = new ArrayList<>(List.of(MODE.name(), BreakerReader.NAME));
        keys.forEach(key -> names.add(key.name()));
        Fields fields = new Fields(path, object, FieldNames.of(names), problems);
        fields.refuseUnknown();
        return new StrategyNode(mode, SettingsReader.read(fields, keys), BreakerReader.read(fields, problems));
    }

    private boolean isPresent(Fields fields, String name, String mode) {
        if (mode.equals(StrategyNode.SINGLE) || routers.containsKey(mode)) {
            return true;
        }
        Set<String> present = new HashSet<>(routers.keySet());
        present.add(StrategyNode.SINGLE);
        fields.problem(name, AbsentPlugin.problem("router", mode, present));
        return false;
    }
}
