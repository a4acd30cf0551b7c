/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses what Anyscale Endpoints refused, so that a codec which fails to normalise is caught. */
final class EndpointsRules {
    static final int MOST_EMBEDDING_TOKENS = 512;
    private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");

    private EndpointsRules() {}

    /** A field and what is wrong with it. */
    record Problem(String field, String message) {}

    static @Nullable Problem chat(JsonObject request) {
        Problem problem = common(request);
        if (problem != null) {
            return problem;
        }
        if (Json.list(request, "messages").isEmpty()) {
            return new Problem("messages", "messages must be a list that is not empty");
        }
        int systems = 0;
        for (JsonElement element : Json.list(request, "messages")) {
            problem = message(element);
            if (problem != null) {
                return problem;
            }
            systems += "system".equals(Json.string(element.getAsJsonObject(), "role")) ? 1 : 0;
        }
        if (systems > 1) {
            return new Problem("messages", "only one system message is supported");
        }
        Problem format = responseFormat(request);
        return format != null ? format : toolChoice(request.get("tool_choice"));
    }

    static @Nullable Problem completion(JsonObject request) {
        Problem problem = common(request);
        if (problem == null && !Json.present(request, "prompt")) {
            return new Problem("prompt", "prompt is required");
        }
        return problem;
    }

    static @Nullable Problem embeddings(JsonObject request) {
        List<String> inputs = Wire.texts(request.get("input"));
        if (inputs.isEmpty()) {
            return new Problem("input", "input is required");
        }
        for (String input : inputs) {
            if (Generator.words(input) > MOST_EMBEDDING_TOKENS) {
                return new Problem("input", "input is longer than " + MOST_EMBEDDING_TOKENS + " tokens");
            }
        }
        return null;
    }

    private static @Nullable Problem common(JsonObject request) {
        JsonElement stop = request.get("stop");
        if (stop != null && !stop.isJsonNull() && !stop.isJsonArray()) {
            return new Problem("stop", "stop must be a list of strings");
        }
        if (request.has("max_completion_tokens")) {
            return new Problem("max_completion_tokens", "extra fields not permitted: max_completion_tokens");
        }
        return null;
    }

    private static @Nullable Problem message(JsonElement element) {
        if (!element.isJsonObject()) {
            return new Problem("messages", "a message must be an object");
        }
        JsonObject message = element.getAsJsonObject();
        String role = Json.string(message, "role");
        if (role == null || !ROLES.contains(role)) {
            return new Problem("messages", "role must be one of system, user, assistant, tool");
        }
        boolean callsTool = role.equals("assistant") && Json.present(message, "tool_calls");
        if (Json.string(message, "content") == null && !callsTool) {
            return new Problem("messages", "content must be a string");
        }
        if (Json.present(message, "content") && Json.string(message, "content") == null) {
            return new Problem("messages", "content must be a string");
        }
        return null;
    }

    private static @Nullable Problem responseFormat(JsonObject request) {
        JsonObject format = Json.child(request, "response_format");
        if (format == null) {
            return null;
        }
        String type = Json.string(format, "type");
        if (!"json_object".equals(type) && !"text".equals(type)) {
            return new Problem("response_format", "response_format.type must be text or json_object");
        }
        boolean sampled = Json.present(request, "top_p") || Json.present(request, "top_k");
        if ("json_object".equals(type) && sampled) {
            return new Problem("response_format", "JSON mode cannot be used with top_p or top_k");
        }
        return null;
    }

    private static @Nullable Problem toolChoice(@Nullable JsonElement choice) {
        if (choice == null || choice.isJsonNull() || choice.isJsonObject()) {
            return null;
        }
        String word = choice.isJsonPrimitive() ? choice.getAsString() : "";
        return word.equals("auto") || word.equals("none")
                ? null
                : new Problem("tool_choice", "tool_choice must be auto, none or a named function");
    }
}
