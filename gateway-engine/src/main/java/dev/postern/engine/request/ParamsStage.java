/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.request;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.api.Body;
import dev.postern.api.Reply;
import dev.postern.engine.config.TargetSettings;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes the request's parameters as the config says: defaults, then overrides, then what is dropped.
 *
 * <p><b>Position.</b> TARGET, outside the retries: each attempt sees the changed body, each target starts from the
 * caller's.
 *
 * <p><b>Short-circuits when</b> never.
 *
 * <p><b>Adds to the record</b> nothing.
 */
public final class ParamsStage implements Stage {
    /** A member with its value, written once. */
    private record Param(String name, Body value) {}

    private final List<Param> defaults;
    private final List<Param> overrides;
    private final List<String> drops;

    private ParamsStage(JsonObject defaults, JsonObject overrides, List<String> drops) {
        this.defaults = params(defaults);
        this.overrides = params(overrides);
        this.drops = List.copyOf(drops);
    }

    /** Writes the values of a target's settings once, so that a call only splices bytes. */
    public static ParamsStage of(TargetSettings settings) {
        return new ParamsStage(
                settings.defaultParams().toJson(), settings.overrideParams().toJson(), settings.dropParams());
    }

    /** Returns whether there is anything to change. */
    public boolean changesAnything() {
        return !defaults.isEmpty() || !overrides.isEmpty() || !drops.isEmpty();
    }

    /** Names what is changed, without the values. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        addPart(parts, "default", names(defaults));
        addPart(parts, "override", names(overrides));
        addPart(parts, "drop", drops);
        return String.join(", ", parts);
    }

    private static void addPart(List<String> parts, String word, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(word + " " + String.join(" ", names));
        }
    }

    private static List<String> names(List<Param> params) {
        return params.stream().map(Param::name).toList();
    }

    private static List<Param> params(JsonObject object) {
        return object.entrySet().stream().map(ParamsStage::param).toList();
    }

    private static Param param(Map.Entry<String, JsonElement> member) {
        return new Param(member.getKey(), Body.of(member.getValue()));
    }

    @Override
    public Reply handle(Call call, Chain next) {
        if (!call.operation().hasBody()) {
            return next.proceed(call);
        }
        Body body = set(call.body());
        for (String path : drops) {
            body = body.without(path);
        }
        return next.proceed(call.withBody(body));
    }

    // Few members change, all of the root: one splice for each is cheaper than an editor, which walks over the whole
    // body.
    private Body set(Body asked) {
        Body body = asked;
        for (Param param : defaults) {
            if (!body.has(param.name) && !overridden(param.name)) {
                body = body.with(param.name, param.value);
            }
        }
        for (Param param : overrides) {
            if (!body.json().get(param.name).sameText(param.value)) {
                body = body.with(param.name, param.value);
            }
        }
        return body;
    }

    private boolean overridden(String name) {
        for (Param param : overrides) {
            if (param.name.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
