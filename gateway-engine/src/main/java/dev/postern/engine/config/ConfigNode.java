/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.spi.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of a config's tree, checked; immutable.
 *
 * @param path its place, such as {@code config.targets[1]}, whichever form the config was written in
 * @param name its name, unique among its siblings; null where it has none
 * @param weight its share among its siblings, 0 or more, 1 unless set
 * @param strategy how it chooses among its targets
 * @param targets the nodes below it; none in a leaf
 * @param cache the cache above its strategy; not inherited
 * @param stages the settings of the stages that it switches on, by id; not inherited
 * @param settings what counts for it when it is a target, or for the targets below it
 */
public record ConfigNode(
        String path,
        @Nullable String name,
        double weight,
        StrategyNode strategy,
        List<ConfigNode> targets,
        @Nullable CacheNode cache,
        Map<String, Settings> stages,
        TargetSettings settings) {
    /** Copies what it is given. */
    public ConfigNode {
        targets = List.copyOf(targets);
        stages = Map.copyOf(stages);
    }

    /** Returns whether calls leave for a provider here. */
    public boolean isLeaf() {
        return targets.isEmpty();
    }
}
