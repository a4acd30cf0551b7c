/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the scripts and texts by model. */
final class Scripts {
    private final Map<String, Script> byModel = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private volatile Script any = new Script();

    Script when(String model) {
        return byModel.computeIfAbsent(model, name -> new Script());
    }

    Script any() {
        return any;
    }

    void text(String model, String text) {
        texts.put(model, text);
    }

    @Nullable
    String text(String model) {
        return texts.get(model);
    }

    /** Says whether a model was named by a script or a text, or is a magic one. */
    boolean knows(String model) {
        return byModel.containsKey(model) || texts.containsKey(model) || MagicModels.fault(model) != null;
    }

    /** Takes a step of the model's script, else of the script for any model, else what a magic name asks for. */
    Fault next(String model) {
        Script script = byModel.get(model);
        Fault fault = script == null ? null : script.next();
        fault = fault == null ? any.next() : fault;
        fault = fault == null ? MagicModels.fault(model) : fault;
        return fault == null ? Fault.none() : fault;
    }

    void clear() {
        byModel.clear();
        texts.clear();
        any = new Script();
    }
}
