/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays one generation out as vLLM's chunks. */
final class RayServeStream {
    private final List<String> events = new ArrayList<>();
    private final String id;
    private final String object;
    private final String model;
    private final boolean usageAtEnd;
    private final boolean usageAlways;

    RayServeStream(JsonObject request, String id, String object) {
        JsonObject options = Json.child(request, "stream_options");
        this.id = id;
        this.object = object;
        this.model = Wire.modelOf(request);
        this.usageAtEnd = options != null && Json.isTrue(options, "include_usage");
        this.usageAlways = options != null && usageAtEnd && Json.isTrue(options, "continuous_usage_stats");
    }

    List<String> chat(Generation made) {
        chunk(made, 0, "delta", Json.object("role", "assistant", "content", ""), null);
        if (made.tool() != null) {
            JsonObject whole = RayServeWire.toolCall(made.tool());
            JsonObject start = Json.object("index", 0, "id", made.tool().id(), "type", "function");
            start.add("function", Json.object("name", made.tool().name(), "arguments", ""));
            chunk(made, 0, "delta", Json.object("tool_calls", Json.array(start)), null);
            String arguments =
                    whole.getAsJsonObject("function").get("arguments").getAsString();
            int half = arguments.length() / 2;
            chunk(made, 0, "delta", arguments(arguments.substring(0, half)), null);
            chunk(made, 0, "delta", arguments(arguments.substring(half)), null);
        }
        int words = 0;
        for (String piece : made.pieces()) {
            chunk(made, ++words, "delta", Json.object("content", piece), null);
        }
        chunk(made, made.completionTokens(), "delta", new JsonObject(), made.finishReason());
        return end(made);
    }

    List<String> completion(Generation made) {
        int words = 0;
        for (String piece : made.pieces()) {
            chunk(made, ++words, "text", piece, null);
        }
        chunk(made, made.completionTokens(), "text", "", made.finishReason());
        return end(made);
    }

    private static JsonObject arguments(String piece) {
        JsonObject call = Json.object("index", 0, "function", Json.object("arguments", piece));
        return Json.object("tool_calls", Json.array(call));
    }

    private void chunk(Generation made, int words, String name, Object content, @Nullable String finishReason) {
        JsonObject choice = RayServeWire.choice(0, name, content, finishReason);
        JsonObject chunk = RayServeWire.frame(id, object, model, Json.array(choice));
        if (usageAlways) {
            chunk.add("usage", RayServeWire.usage(made.promptTokens(), words));
        }
        events.add(chunk.toString());
    }

    private List<String> end(Generation made) {
        if (usageAtEnd) {
            JsonObject chunk = RayServeWire.frame(id, object, model, new JsonArray());
            chunk.add("usage", RayServeWire.usage(made.promptTokens(), made.completionTokens()));
            events.add(chunk.toString());
        }
        events.add("[DONE]");
        return events;
    }
}
