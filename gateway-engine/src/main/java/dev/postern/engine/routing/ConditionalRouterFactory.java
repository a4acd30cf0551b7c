/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.engine.config.Found;
import dev.postern.engine.config.JsonPaths;
import dev.postern.engine.config.Problems;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes {@code "mode": "conditional"}. */
public final class ConditionalRouterFactory implements RouterFactory {
    private static final Key<JsonArray> CONDITIONS = Key.array("conditions").required();
    private static final Key<String> DEFAULT = Key.string("default");

    @Override
    public String id() {
        return "conditional";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(CONDITIONS, DEFAULT);
    }

    @Override
    public Router create(StageContext context, List<Target> targets) {
        Problems problems = new Problems();
        List<String> names = names(targets, problems);
        String strategy = context.path() + ".strategy";
        ConditionReader reader = new ConditionReader(problems);
        List<ConditionalRouter.Branch> branches = new ArrayList<>();
        JsonArray conditions = context.settings().get(CONDITIONS);
        if (conditions.isEmpty()) {
            problems.add(strategy + ".conditions", "expected at least one condition, found []");
        }
        for (int i = 0; i < conditions.size(); i++) {
            String path = JsonPaths.item(strategy + ".conditions", i);
            branches.add(branch(path, conditions.get(i), reader, names, problems));
        }
        int otherwise = context.settings()
                .find(DEFAULT)
                .map(name -> position(strategy + ".default", name, names, problems))
                .orElse(ConditionalRouter.NONE);
        problems.throwIfAny();
        return new ConditionalRouter(context.path(), branches, otherwise, reader);
    }

    /** Returns the targets' names; one without a name has its path, by which nothing can choose it. */
    private static List<String> names(List<Target> targets, Problems problems) {
        for (Target target : targets) {
            if (target.name().equals(target.path())) {
                problems.add(target.path() + ".name", "missing; conditional chooses its targets by name");
            }
        }
        return targets.stream().map(Target::name).toList();
    }

    private static ConditionalRouter.Branch branch(
            String path, JsonElement entry, ConditionReader reader, List<String> names, Problems problems) {
        Condition query = Condition.all(List.of());
        if (!(entry instanceof JsonObject object)) {
            problems.add(path, "expected an object with query and then, found " + Found.describe(path, entry));
            return new ConditionalRouter.Branch(query, ConditionalRouter.NONE);
        }
        for (String key : object.keySet()) {
            if (!key.equals("query") && !key.equals("then")) {
                problems.add(JsonPaths.member(path, key), "unknown key; expected query and then");
            }
        }
        if (object.has("query")) {
            query = reader.query(path + ".query", object.get("query"));
        } else {
            problems.add(path + ".query", "missing; expected an object with at least one condition");
        }
        int then = ConditionalRouter.NONE;
        if (object.get("then") instanceof JsonPrimitive name && name.isString()) {
            then = position(path + ".then", name.getAsString(), names, problems);
        } else {
            String found = object.has("then") ? "expected" : "missing; expected";
            problems.add(path + ".then", found + " the name of a target");
        }
        return new ConditionalRouter.Branch(query, then);
    }

    private static int position(String path, String name, List<String> names, Problems problems) {
        int position = names.indexOf(name);
        if (position < 0) {
            String present = names.stream().map(Found::shortened).collect(Collectors.joining(", "));
            problems.add(path, "no target " + Found.quoted(name) + "; present: " + present);
        }
        return position;
    }
}
