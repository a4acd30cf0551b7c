/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Body;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks what the official OpenAPI file says is required: presence, type, whether null is allowed. */
final class OfficialSchema {
    /** Kinds by path; {@code ?} allows null, {@code []} steps into every element. */
    private static final Map<String, String> CHAT = Map.ofEntries(
            Map.entry("id", "string"),
            Map.entry("object", "=chat.completion"),
            Map.entry("created", "integer"),
            Map.entry("model", "string"),
            Map.entry("choices", "array"),
            Map.entry("choices[].index", "integer"),
            Map.entry("choices[].finish_reason", "string"),
            Map.entry("choices[].logprobs", "object?"),
            Map.entry("choices[].message", "object"),
            Map.entry("choices[].message.role", "=assistant"),
            Map.entry("choices[].message.content", "string?"),
            Map.entry("choices[].message.refusal", "string?"));

    private static final Map<String, String> CHUNK = Map.of(
            "id", "string",
            "object", "=chat.completion.chunk",
            "created", "integer",
            "model", "string",
            "choices", "array",
            "choices[].index", "integer",
            "choices[].finish_reason", "string?",
            "choices[].delta", "object");

    private static final Map<String, String> COMPLETION = Map.of(
            "id", "string",
            "object", "=text_completion",
            "created", "integer",
            "model", "string",
            "choices", "array",
            "choices[].index", "integer",
            "choices[].finish_reason", "string?",
            "choices[].logprobs", "object?",
            "choices[].text", "string");

    private static final Map<String, String> EMBEDDINGS = Map.of(
            "object", "=list",
            "model", "string",
            "data", "array",
            "data[].object", "=embedding",
            "data[].index", "integer",
            "usage", "object",
            "usage.prompt_tokens", "integer",
            "usage.total_tokens", "integer");

    private static final Map<String, String> MODELS = Map.of(
            "object", "=list",
            "data", "array",
            "data[].id", "string",
            "data[].object", "=model",
            "data[].created", "integer",
            "data[].owned_by", "string");

    private static final Map<String, String> ERROR = Map.of(
            "error", "object",
            "error.message", "string",
            "error.type", "string",
            "error.param", "string?",
            "error.code", "string?");

    private OfficialSchema() {}

    static void requireChat(Body body) {
        require(body, CHAT);
    }

    static void requireChunk(Body body) {
        require(body, CHUNK);
    }

    static void requireCompletion(Body body) {
        require(body, COMPLETION);
    }

    static void requireEmbeddings(Body body) {
        require(body, EMBEDDINGS);
    }

    static void requireModels(Body body) {
        require(body, MODELS);
    }

    static void requireError(Body body) {
        require(body, ERROR);
        JsonObject error = body.toJson().getAsJsonObject();
        assertThat(error.keySet()).containsExactly("error");
        assertThat(error.getAsJsonObject("error").keySet()).containsExactly("message", "type", "param", "code");
        assertThat(error.getAsJsonObject("error").get("message").getAsString()).isNotBlank();
    }

    private static void require(Body body, Map<String, String> rules) {
        JsonElement root = JsonParser.parseString(body.text());
        rules.forEach((path, kind) -> require(root, Arrays.asList(path.split("\\.")), path, kind));
    }

    private static void require(JsonElement value, List<String> steps, String path, String kind) {
        String step = steps.get(0);
        boolean each = step.endsWith("[]");
        String name = each ? step.substring(0, step.length() - 2) : step;
        assertThat(value.isJsonObject())
                .as("object that holds %s in %s", path, value)
                .isTrue();
        assertThat(value.getAsJsonObject().has(name))
                .as("%s present in %s", path, value)
                .isTrue();
        JsonElement member = value.getAsJsonObject().get(name);
        if (steps.size() == 1) {
            assertThat(matches(member, kind))
                    .as("%s is %s in %s", path, kind, value)
                    .isTrue();
            return;
        }
        Iterable<JsonElement> next = each ? member.getAsJsonArray() : arrayOf(member);
        next.forEach(element -> require(element, steps.subList(1, steps.size()), path, kind));
    }

    private static JsonArray arrayOf(JsonElement element) {
        JsonArray one = new JsonArray();
        one.add(element);
        return one;
    }

    private static boolean matches(JsonElement value, String kind) {
        if (kind.startsWith("=")) {
            return isString(value) && value.getAsString().equals(kind.substring(1));
        }
        if (kind.endsWith("?")) {
            return value.isJsonNull() || matches(value, kind.substring(0, kind.length() - 1));
        }
        switch (kind) {
            case "string":
                return isString(value);
            case "integer":
                return value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                        && value.getAsBigDecimal().stripTrailingZeros().scale() <= 0;
            case "object":
                return value.isJsonObject();
            default:
                return value.isJsonArray();
        }
    }

    private static boolean isString(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }
}
