/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.testkit.ScriptedUpstream;
import java.util.Map;
import java.util.Optional;

/** Gateways with a semantic cache, and the questions that the tests ask them. */
final class Gateways {
    static final String CAPITAL = "What is the capital of France?";
    static final String CAPITAL_TOO = "What's the capital city of France?";
    static final String CAPITAL_AGAIN = "Tell me, what is the capital of France?";
    static final String OTHER_CAPITAL = "What is the capital of Spain?";

    private Gateways() {}

    static TestEmbedder embedder() {
        return new TestEmbedder().alike(CAPITAL, CAPITAL_AGAIN, OTHER_CAPITAL);
    }

    static Gateway.Builder builder(ScriptedUpstream upstream, TestEmbedder embedder, String cache) {
        return Gateway.builder()
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", "endpoints"))
                .environment(name -> Optional.empty())
                .plugin(embedder)
                .config("{\"provider\": \"anyscale\", \"api_key\": \"esecret_x\", \"cache\": " + cache + "}");
    }

    static Gateway gateway(ScriptedUpstream upstream, TestEmbedder embedder) {
        return builder(upstream, embedder, "\"semantic\"").build();
    }

    static ChatRequest ask(String text) {
        return ChatRequest.builder()
                .model("meta-llama/Llama-2-7b-chat-hf")
                .user(text)
                .build();
    }

    static CallOptions trace(String id) {
        return CallOptions.builder().traceId(id).build();
    }

    static SemanticCacheFactory factory(Gateway gateway) {
        return gateway.plugins(SemanticCacheFactory.class).get(0);
    }

    static SemanticFeedback feedback(Gateway gateway) {
        return gateway.plugins(SemanticFeedback.class).get(0);
    }
}
