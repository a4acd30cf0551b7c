/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.ChatRequest;
import java.nio.charset.StandardCharsets;

/** The bodies that the benchmarks share, in the sizes that chat calls have. */
final class Samples {
    static final String ASKED_MODEL = "meta-llama/Llama-2-7b-chat-hf";
    static final String SERVED_MODEL = "mistralai/Mistral-7B-Instruct-v0.1";

    /** An event with its {@code data:} and blank line. */
    static final int CHUNK_BYTES = 205;

    private static final String SENTENCE =
            "A gateway in front of a language model adds \\\"as little\\\" latency as it can, and says\\nwhat it did. ";
    private static final String PLAIN_SENTENCE = plain(SENTENCE);

    private Samples() {}

    /** Returns a chat request of about this many bytes, as a caller's JSON library writes it. */
    static byte[] chatRequest(int size) {
        String head = "{\"model\":\"" + ASKED_MODEL + "\",\"temperature\":0.7,\"max_tokens\":256,\"top_p\":0.95,"
                + "\"user\":\"userid123\",\"messages\":[{\"role\":\"system\",\"content\":\"You are brief.\"}";
        String message = ",{\"role\":\"user\",\"content\":\"" + SENTENCE + "\"}";
        StringBuilder json = new StringBuilder(head);
        while (json.length() + message.length() <= size || json.length() == head.length()) {
            json.append(message);
        }
        return utf8(json.append("]}").toString());
    }

    /** Returns the same request of about 1 KB as a typed one. */
    static ChatRequest typedRequest() {
        String text = PLAIN_SENTENCE;
        ChatRequest.Builder request = ChatRequest.builder().model(ASKED_MODEL).system("You are brief.");
        for (int i = 0; i < 6; i++) {
            request.user(text);
        }
        return request.temperature(0.7)
                .maxTokens(256)
                .topP(0.95)
                .endUser("userid123")
                .build();
    }

    /** Returns a whole answer of about 1 KB, as Ray Serve LLM sends it. */
    static byte[] chatAnswer() {
        return utf8("{\"id\":\"chatcmpl-7f3a2b90c4d14e3fb6a1\",\"object\":\"chat.completion\",\"created\":1700000000,"
                + "\"model\":\"" + SERVED_MODEL + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"" + SENTENCE.repeat(6) + "\",\"refusal\":null},\"logprobs\":null,"
                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":219,\"completion_tokens\":132,"
                + "\"total_tokens\":351}}");
    }

    /** Returns the text of that answer. */
    static String answerText() {
        return plain(SENTENCE.repeat(6));
    }

    private static String plain(String json) {
        return json.replace("\\n", "\n").replace("\\\"", "\"");
    }

    /** Returns one event of {@link #CHUNK_BYTES} bytes that conforms to OpenAI's schema. */
    static byte[] conformingChunk() {
        String head = "data: {\"id\":\"chatcmpl-";
        String tail = "\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"mistral-7b\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";
        return padded(head, tail);
    }

    /** Returns one event of {@link #CHUNK_BYTES} bytes as Anyscale Endpoints sent it: another {@code object}, no reason. */
    static byte[] endpointsChunk() {
        String head = "data: {\"id\":\"meta-llama/";
        String tail = "\",\"object\":\"text_completion\",\"created\":1700000000,\"model\":\"" + ASKED_MODEL + "\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";
        return padded(head, tail);
    }

    private static byte[] padded(String head, String tail) {
        return utf8(head + "x".repeat(CHUNK_BYTES - head.length() - tail.length()) + tail);
    }

    /** Returns a config with a weighted route, retries, an attempt deadline and an override in each target. */
    static String weightedConfig() {
        return """
            {
              "strategy": {"mode": "loadbalance"},
              "retry": {"attempts": 3, "on_status_codes": [429, 500, 502, 503]},
              "request_timeout": 10000,
              "targets": [
                {"provider": "anyscale", "api_key": "key-1", "weight": 3,
                 "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}},
                {"provider": "anyscale", "api_key": "key-2", "weight": 1,
                 "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}
              ]
            }
            """;
    }

    /** Returns the config of the project's first example: a fallback from Llama 2 to Mistral, in the form of 2023. */
    static String fallbackConfig() {
        return """
            {
              "mode": "fallback",
              "options": [
                {"provider": "anyscale", "api_key": "key-1",
                 "override_params": {"model": "meta-llama/Llama-2-7b-chat-hf"}},
                {"provider": "anyscale", "api_key": "key-2",
                 "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}
              ]
            }
            """;
    }

    /** One target, above which stands the exact cache. */
    static String cachedConfig() {
        return """
                {"cache": "simple", "provider": "anyscale", "api_key": "k",
                 "override_params": {"model": "mistralai/Mistral-7B-Instruct-v0.1"}}
                """;
    }

    /** A whole answer of one word. */
    static byte[] shortAnswer() {
        return utf8(
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Yes\",\"refusal\":null},\"logprobs\":null,"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1,\"total_tokens\":10}}");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
