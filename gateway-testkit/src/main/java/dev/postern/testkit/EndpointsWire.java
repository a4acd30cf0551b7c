/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks as Anyscale Endpoints did (RayLLM). */
final class EndpointsWire extends Wire {
    private static final String OBJECT = "text_completion";

    private final Generator generator = new Generator(" ");

    EndpointsWire(WireSettings settings) {
        super(settings);
    }

    @Override
    Answer chat(JsonObject request, String id, @Nullable String text) {
        EndpointsRules.Problem problem = EndpointsRules.chat(request);
        if (problem != null) {
            return invalid(problem.message(), problem.field());
        }
        String model = modelOf(request);
        Generation made = generator.chat(model, request, text);
        if (Json.isTrue(request, "stream")) {
            return Answer.stream(chatEvents(model, id, made));
        }
        JsonObject message = Json.object("role", "assistant", "content", made.text());
        message.add("tool_calls", made.tool() == null ? JsonNull.INSTANCE : toolCalls(made.tool()));
        message.add("tool_call_id", JsonNull.INSTANCE);
        JsonObject choice = Json.object("message", message, "index", 0, "finish_reason", made.finishReason());
        return Answer.json(frame(model, id, choice, usage(made)).toString());
    }

    private static List<String> chatEvents(String model, String id, Generation made) {
        List<String> events = new ArrayList<>();
        events.add(chunk(model, id, Json.object("role", "assistant")));
        if (made.tool() != null) {
            events.add(chunk(model, id, Json.object("tool_calls", toolCalls(made.tool()))));
        }
        for (String piece : made.pieces()) {
            events.add(chunk(model, id, Json.object("content", piece)));
        }
        JsonObject last = Json.object("delta", new JsonObject(), "index", 0, "finish_reason", made.finishReason());
        events.add(frame(model, id, last, usage(made)).toString());
        events.add("[DONE]");
        return events;
    }

    private static String chunk(String model, String id, JsonObject delta) {
        JsonObject choice = Json.object("delta", delta, "index", 0, "finish_reason", JsonNull.INSTANCE);
        return frame(model, id, choice, null).toString();
    }

    @Override
    Answer completion(JsonObject request, String id, @Nullable String text) {
        EndpointsRules.Problem problem = EndpointsRules.completion(request);
        if (problem != null) {
            return invalid(problem.message(), problem.field());
        }
        String model = modelOf(request);
        // The service took one prompt only; more than one are read as one text.
        String prompt = String.join("\n", texts(request.get("prompt")));
        Generation made = generator.completion(model, prompt, request, text);
        if (!Json.isTrue(request, "stream")) {
            JsonObject choice = completionChoice(made.text(), made.finishReason());
            return Answer.json(frame(model, id, choice, usage(made)).toString());
        }
        List<String> events = new ArrayList<>();
        for (String piece : made.pieces()) {
            events.add(frame(model, id, completionChoice(piece, null), null).toString());
        }
        events.add(frame(model, id, completionChoice("", made.finishReason()), usage(made))
                .toString());
        events.add("[DONE]");
        return Answer.stream(events);
    }

    private static JsonObject completionChoice(String text, @Nullable String finishReason) {
        return Json.object(
                "text",
                text,
                "index",
                0,
                "logprobs",
                JsonNull.INSTANCE,
                "finish_reason",
                finishReason == null ? JsonNull.INSTANCE : finishReason);
    }

    /** Answers floats whatever {@code encoding_format} asks for, as the service did. */
    @Override
    Answer embeddings(JsonObject request, String id) {
        EndpointsRules.Problem problem = EndpointsRules.embeddings(request);
        if (problem != null) {
            return invalid(problem.message(), problem.field());
        }
        String model = modelOf(request);
        JsonArray data = new JsonArray();
        int tokens = 0;
        for (String input : texts(request.get("input"))) {
            float[] vector = Vectors.of(model, input, settings.embeddingDimensions());
            data.add(Json.object("embedding", Vectors.floats(vector), "index", data.size(), "object", "embedding"));
            tokens += Generator.words(input);
        }
        return Answer.json(Json.object(
                        "id",
                        model + "-" + id,
                        "object",
                        "list",
                        "created",
                        nowSeconds(),
                        "model",
                        model,
                        "data",
                        data,
                        "usage",
                        Json.object("prompt_tokens", tokens, "total_tokens", tokens))
                .toString());
    }

    @Override
    Answer models() {
        JsonArray data = new JsonArray();
        settings.models().forEach(model -> data.add(modelCard(model)));
        return Answer.json(Json.object("object", "list", "data", data).toString());
    }

    @Override
    Answer model(String id) {
        return settings.serves(id) ? Answer.json(modelCard(id).toString()) : unknownModel(id);
    }

    private static JsonObject modelCard(String model) {
        JsonObject engine = Json.object("model_id", model, "type", "TextGenerationEngine", "max_total_tokens", 4096);
        return Json.object(
                "id",
                model,
                "object",
                "model",
                "owned_by",
                model.indexOf('/') > 0 ? model.substring(0, model.indexOf('/')) : "anyscale",
                "permission",
                new JsonArray(),
                "rayllm_metadata",
                Json.object("max_request_context_length", 4096, "engine_config", engine));
    }

    @Override
    Answer unauthorized() {
        return Answer.error(401, errorForm(), "Invalid or missing API key.", null);
    }

    @Override
    Answer invalid(String message, @Nullable String field) {
        return Answer.error(400, errorForm(), message, field);
    }

    @Override
    Answer unknownModel(String model) {
        return Answer.error(404, errorForm(), "Unable to find " + model + ".", "model");
    }

    @Override
    ErrorForm errorForm() {
        return ErrorForm.ENDPOINTS;
    }

    @Override
    int eventsPerWrite() {
        return 1;
    }

    private static JsonObject frame(String model, String id, JsonObject choice, @Nullable JsonObject usage) {
        JsonObject frame = Json.object(
                "id",
                model + "-" + id,
                "object",
                OBJECT,
                "created",
                nowSeconds(),
                "model",
                model,
                "choices",
                Json.array(choice));
        if (usage != null) {
            frame.add("usage", usage);
        }
        return frame;
    }

    private static JsonObject usage(Generation made) {
        return Json.object(
                "prompt_tokens", made.promptTokens(),
                "completion_tokens", made.completionTokens(),
                "total_tokens", made.promptTokens() + made.completionTokens());
    }

    private static JsonArray toolCalls(Generation.ToolCall tool) {
        JsonObject function = Json.object("name", tool.name(), "arguments", tool.arguments());
        return Json.array(Json.object("id", tool.id(), "type", "function", "function", function));
    }
}
