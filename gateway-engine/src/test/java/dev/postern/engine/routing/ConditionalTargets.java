/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.Body;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Target;
import dev.postern.testkit.ScriptedChain;
import dev.postern.testkit.ScriptedTarget;
import dev.postern.testkit.TestCalls;
import dev.postern.testkit.TestStageContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Routers among targets that only note that they were called; texts have single quotes for double ones. */
final class ConditionalTargets {
    private ConditionalTargets() {}

    static List<Target> targets(String... names) {
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            targets.add(target(name, 1));
        }
        return List.copyOf(targets);
    }

    static ScriptedTarget target(String name, double weight) {
        return new ScriptedTarget(
                name, weight, ScriptedChain.always(call -> ScriptedChain.whole(200, "{\"by\": \"" + name + "\"}")));
    }

    static Router router(RouterFactory factory, String settings, List<Target> targets) {
        return factory.create(TestStageContext.of(factory.keys(), settings.replace('\'', '"')), targets);
    }

    /** Returns the name of the target that answered. */
    static String chosen(Router router, TestCalls call, List<Target> targets) {
        return ((Reply.Whole) router.route(call.call(), targets))
                .body()
                .string("by")
                .orElseThrow();
    }

    static TestCalls chat(String json) {
        return TestCalls.of(Operation.CHAT, Body.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
