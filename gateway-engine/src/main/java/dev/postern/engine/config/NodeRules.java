/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that hold between a node's keys, or between the targets of one node. */
final class NodeRules {
    private NodeRules() {}

    static void check(
            Fields fields,
            StrategyNode strategy,
            List<ConfigNode> targets,
            TargetSettings settings,
            Catalogue catalogue) {
        boolean single = strategy.mode().equals(StrategyNode.SINGLE);
        if (fields.has("targets")) {
            checkTargets(fields, strategy, targets);
        } else if (!single) {
            fields.problem("targets", "missing; " + strategy.mode() + " needs at least one");
        } else {
            checkLeaf(fields, settings, catalogue);
        }
    }

    // A root that is a leaf may leave the provider to the call, but not with a key: that belongs to one provider.
    private static void checkLeaf(Fields fields, TargetSettings settings, Catalogue catalogue) {
        boolean leftToCall = fields.path().equals(NodeReader.ROOT) && settings.credential() == null;
        boolean named = settings.provider() != null || settings.credential() instanceof Credential.VirtualKey;
        if (!named && !leftToCall) {
            fields.problem(
                    "provider",
                    "missing; expected a provider's id; present: "
                            + AbsentPlugin.list(catalogue.providers().keySet()));
        }
    }

    private static void checkTargets(Fields fields, StrategyNode strategy, List<ConfigNode> targets) {
        if (fields.find("targets") instanceof JsonArray array && array.isEmpty()) {
            fields.problem("targets", "expected at least one target, found []");
        }
        checkNames(fields, targets);
        if (strategy.breaker() != null && !targets.isEmpty() && targets.stream().noneMatch(ConfigNode::isLeaf)) {
            fields.problemAt(
                    fields.path("strategy"),
                    BreakerReader.NAME,
                    "watches targets that name a provider, and none here does; write it in the strategies below");
        }
        double sum = targets.stream().mapToDouble(ConfigNode::weight).sum();
        if (!strategy.mode().equals("loadbalance") || targets.isEmpty()) {
            return;
        }
        if (sum == 0) {
            fields.problem("targets", "expected a weight above 0 in at least one target, found 0 in all");
        } else if (Double.isInfinite(sum)) {
            fields.problem("targets", "expected weights whose sum is a number, found one beyond all numbers");
        }
    }

    private static void checkNames(Fields fields, List<ConfigNode> targets) {
        Map<String, String> paths = new HashMap<>();
        for (ConfigNode target : targets) {
            String taken = target.name() == null ? null : paths.putIfAbsent(target.name(), target.path());
            if (taken != null) {
                fields.problemAt(target.path(), "name", "expected a name of its own, found that of " + taken);
            }
        }
    }
}
