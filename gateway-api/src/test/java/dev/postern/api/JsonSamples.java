/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies as gateways see them, and some that they should never see. */
final class JsonSamples {
    static final String CHAT_REQUEST =
            "{\"model\":\"mistralai/Mistral-7B-Instruct-v0.1\",\"messages\":[{\"role\":\"system\",\"content\":\"You are a "
                    + "helpful assistant that answers briefly, in plain words, and says so when it does not know.\"},"
                    + "{\"role\":\"user\",\"content\":\"What is the difference between a \\\"process\\\" and a thread?\\n"
                    + "Please list three points.\"},{\"role\":\"assistant\",\"content\":\"A process owns its memory; a thread "
                    + "shares it with its siblings. Switching between threads is cheaper.\"},{\"role\":\"user\",\"content\":"
                    + "\"And a fiber? Explain it like I am five, then like I am fifteen, then like I am a kernel engineer "
                    + "who has been burnt by M:N scheduling before. Caf\u00e9 \\u00fcber.\"}],\"temperature\":0.7,\"top_p\":1,"
                    + "\"max_tokens\":256,\"stream\":false,\"stop\":[\"###\",\"\\n\\n\"],\"user\":\"customer-4711\",\"seed\":"
                    + "-42,\"logit_bias\":{\"50256\":-100,\"11\":1.5e0},\"tools\":[{\"type\":\"function\",\"function\":{\"name\":"
                    + "\"look_up\",\"parameters\":{\"type\":\"object\",\"properties\":{\"term\":{\"type\":\"string\"}}}}}]}";

    static final String CHAT_ANSWER =
            "{\n  \"id\": \"chatcmpl-1\",\n  \"object\": \"chat.completion\",\n  \"created\": 1700000000,\n"
                    + "  \"model\": \"mistralai/Mistral-7B-Instruct-v0.1\",\n  \"choices\": [\n    {\n      \"index\": 0,\n"
                    + "      \"message\": {\"role\": \"assistant\", \"content\": \"This is a test.\", \"tool_calls\": null},\n"
                    + "      \"finish_reason\": \"stop\",\n      \"logprobs\": null\n    }\n  ],\n"
                    + "  \"usage\": {\"prompt_tokens\": 12, \"completion_tokens\": 5, \"total_tokens\": 17}\n}\n";

    static final String CHUNK =
            "{\"id\":\"chatcmpl-8f14e45fceea167a5a36dedd4bea2543\",\"object\":\"chat.completion.chunk\","
                    + "\"created\":1700000000,\"model\":\"mistralai/Mistral-7B\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                    + "\" test\"},\"finish_reason\":null}]}";

    static final List<String> ALL = List.of(
            CHAT_REQUEST,
            CHAT_ANSWER,
            CHUNK,
            "{\"a\":{\"b\":{\"c\":{\"d\":[[[[{\"e\":[]}]]],{}]}}},\"b\":[],\"c\":{}}",
            "[".repeat(60) + "]".repeat(60),
            "[0,-0,1.5,-2.25e10,1E+3,1e-7,9223372036854775807,9223372036854775808,-9223372036854775809,0.1,1e400,100,"
                    + "3.141592653589793,123456789012345678901234567890,0e0]",
            "{\"Привет\":\"мир\",\"漢字\":\"かな交じり文\",\"emoji\":\"😀👩‍👩‍👧\",\"é\":\"e\\u0301\",\"\\u0061\":\"\\ud83d\\ude00\","
                    + "\"lone\":\"\\ud800x\\udc00\",\"esc\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}",
            " { \"a\" : 1 ,\t\"b\" : [ true , false , null ] ,\r\n \"aa\" : \"\" , \"\" : { } } ",
            "{\"k0\":0,\"k1\":1,\"k2\":2,\"k3\":3,\"k4\":4,\"k5\":5,\"k6\":6,\"k7\":7,\"k8\":8,\"k9\":9,\"k10\":10,\"k11\":11,"
                    + "\"k12\":12,\"k13\":13,\"k14\":14,\"k15\":15,\"k16\":16,\"k17\":17,\"k18\":18,\"k19\":19}",
            "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":2},[{\"a\":{\"a\":{\"a\":0}}}]]",
            "\"just a string\"",
            "-12.5e-3",
            "null");

    private JsonSamples() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Body body(String text) {
        return Body.parse(bytes(text));
    }
}
