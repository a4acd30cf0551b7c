/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.util.HashMap;
import java.util.Map;

/** Keys that Portkey's configs may have and Postern lacks on purpose, each with what to do instead. */
final class RefusedKeys {
    static final Map<String, String> REASONS = reasons();

    private RefusedKeys() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        String stage = "; remove it or write a stage";
        for (String key : new String[] {
            "guardrails",
            "input_guardrails",
            "output_guardrails",
            "default_input_guardrails",
            "default_output_guardrails"
        }) {
            reasons.put(key, "Postern has no guardrails" + stage);
        }
        for (String key : new String[] {"hooks", "before_request_hooks", "after_request_hooks"}) {
            reasons.put(key, "Postern has no hooks" + stage);
        }
        for (String key : new String[] {
            "mutators", "input_mutators", "output_mutators", "default_input_mutators", "default_output_mutators"
        }) {
            reasons.put(key, "Postern has no mutators" + stage);
        }
        reasons.put("prompt_id", "Postern has no stored prompts; remove it and send the messages");
        reasons.put("passthrough", "Postern has no passthrough; remove it");
        return Map.copyOf(reasons);
    }
}
