/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.ConfigException;
import dev.postern.engine.config.ConfigNode;
import dev.postern.engine.discovery.PluginOrigin;
import dev.postern.spi.Chain;
import dev.postern.spi.Position;
import dev.postern.spi.Settings;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes the stages that a node switches on, and puts them into their order. */
final class PluginStages {
    /** The order of stages at one position, outermost first. */
    private static final Comparator<Placed> ORDER = Comparator.<Placed>comparingInt(placed -> placed.factory.order())
            .thenComparing(placed -> placed.factory.id());

    private static final PluginOrigin ENGINE = PluginOrigin.of(PluginStages.class);

    /** A stage and the place that switches it on. */
    record Placed(StageFactory factory, Stage stage, StageLabel label) {
        boolean wrapsNode() {
            return factory.position() == Position.CALL || factory.position() == Position.ROUTE;
        }
    }

    private final EngineParts parts;

    PluginStages(EngineParts parts) {
        this.parts = parts;
    }

    /** Makes all stages that a node switches on. */
    List<Placed> of(ConfigNode node) {
        List<Placed> placed = new ArrayList<>();
        for (Map.Entry<String, Settings> entry : node.stages().entrySet()) {
            StageFactory factory = parts.plugins()
                    .stages()
                    .find(entry.getKey())
                    .orElseThrow(() -> new ConfigException(node.path() + ".stages: no stage '" + entry.getKey() + "'"));
            String path = node.path() + ".stages." + entry.getKey();
            StageContext context = new EngineStageContext(entry.getValue(), path, parts);
            Stage stage = PluginCreation.create("stage", factory.id(), factory, () -> factory.create(context));
            placed.add(new Placed(factory, stage, label(factory.position(), factory.id(), node.path(), "", factory)));
        }
        return placed;
    }

    /** Puts the stages of one position around a chain. */
    Chain wrap(List<Placed> stages, Position position, Chain inner) {
        List<Placed> innermostFirst = stages.stream()
                .filter(placed -> placed.factory.position() == position)
                .sorted(ORDER.reversed())
                .toList();
        Chain chain = inner;
        for (Placed placed : innermostFirst) {
            chain = new StageLink(placed.stage, placed.label, chain);
        }
        return chain;
    }

    /** Labels a stage; those of the engine's own jar count as built in. */
    StageLabel label(Position position, String id, String path, String detail, Object plugin) {
        PluginOrigin origin = PluginOrigin.of(plugin.getClass());
        return new StageLabel(position, id, path, detail, origin.equals(ENGINE) ? null : origin);
    }
}
