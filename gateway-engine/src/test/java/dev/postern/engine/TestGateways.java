/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gateways and requests that most tests of the engine start from. */
final class TestGateways {
    static final String LLAMA = "meta-llama/Llama-2-7b-chat-hf";
    static final String MISTRAL = "mistralai/Mistral-7B-Instruct-v0.1";
    static final String KEY = "esecret_canary_4711";

    private TestGateways() {}

    /** A builder whose provider anyscale is the upstream, and whose environment is empty. */
    static Gateway.Builder builder(ScriptedUpstream upstream) {
        String profile = upstream.profile() == Profile.ENDPOINTS ? "endpoints" : "ray-serve";
        return Gateway.builder()
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", profile))
                .environment(name -> Optional.empty());
    }

    static Gateway gateway(ScriptedUpstream upstream, String config) {
        return builder(upstream).config(config).build();
    }

    /** One target for the model, with more members. */
    static String target(String model, String more) {
        return String.format(
                Locale.ROOT,
                "{\"provider\": \"anyscale\", \"api_key\": \"%s\", \"override_params\": {\"model\": \"%s\"}%s}",
                KEY,
                model,
                more.isEmpty() ? "" : ", " + more);
    }

    static String strategy(String mode, String... targets) {
        return "{\"strategy\": {\"mode\": \"" + mode + "\"}, \"targets\": [" + String.join(", ", targets) + "]}";
    }

    /** Llama first, Mistral if it fails. */
    static String fallback() {
        return strategy("fallback", target(LLAMA, ""), target(MISTRAL, ""));
    }

    static ChatRequest hello() {
        return ChatRequest.builder().user("Say this is a test").build();
    }
}
