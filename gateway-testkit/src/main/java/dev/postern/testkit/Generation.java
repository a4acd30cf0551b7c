/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pretended model made of one prompt; equal requests give equal generations.
 *
 * @param text the text, empty where a tool is called
 * @param tool the tool call, or null
 * @param finishReason {@code stop}, {@code length} or {@code tool_calls}
 * @param promptTokens tokens of the prompt, by the rule of {@link ScriptedUpstream}
 * @param completionTokens tokens of the answer, by the same rule
 */
record Generation(String text, @Nullable ToolCall tool, String finishReason, int promptTokens, int completionTokens) {

    /** A call of one tool with its arguments as JSON text. */
    record ToolCall(String id, String name, String arguments) {}

    /** Cuts the text into stream pieces, one word each with the blanks before it. */
    List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == ' ' && text.charAt(i - 1) != ' ') {
                pieces.add(text.substring(start, i));
                start = i;
            }
        }
        if (!text.isEmpty()) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }

    static Generation ofTool(JsonObject tool, long seed, int promptTokens) {
        JsonObject function = tool.getAsJsonObject("function");
        JsonObject arguments = new JsonObject();
        JsonObject parameters = Json.child(function, "parameters");
        JsonObject properties = parameters == null ? null : Json.child(parameters, "properties");
        if (properties != null) {
            properties.entrySet().forEach(property -> arguments.add(property.getKey(), sample(property.getValue())));
        }
        String text = arguments.toString();
        String name = String.valueOf(Json.string(function, "name"));
        ToolCall call = new ToolCall("call_" + Long.toHexString(seed), name, text);
        return new Generation("", call, "tool_calls", promptTokens, 1 + arguments.size());
    }

    private static JsonElement sample(JsonElement schema) {
        String type = schema.isJsonObject() ? Json.string(schema.getAsJsonObject(), "type") : null;
        Object value = "test";
        if ("integer".equals(type) || "number".equals(type)) {
            value = 1;
        } else if ("boolean".equals(type)) {
            value = true;
        } else if ("array".equals(type)) {
            value = Json.array();
        } else if ("object".equals(type)) {
            value = new JsonObject();
        }
        return Json.array(value).get(0);
    }
}
