/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks as Ray Serve LLM does (vLLM). */
final class RayServeWire extends Wire {
    private final Generator generator = new Generator("");

    RayServeWire(WireSettings settings) {
        super(settings);
    }

    @Override
    Answer chat(JsonObject request, String id, @Nullable String text) {
        JsonArray messages = Json.list(request, "messages");
        if (messages.isEmpty()) {
            return invalid("Field required: messages", "messages");
        }
        for (JsonElement message : messages) {
            if (!message.isJsonObject() || Json.string(message.getAsJsonObject(), "role") == null) {
                return invalid("Every message must be an object with a role", "messages");
            }
        }
        String model = modelOf(request);
        Generation made = generator.chat(model, request, text);
        if (Json.isTrue(request, "stream")) {
            return Answer.stream(new RayServeStream(request, "chatcmpl-" + id, "chat.completion.chunk").chat(made));
        }
        JsonArray choices = new JsonArray();
        int count = choices(request);
        for (int i = 0; i < count; i++) {
            JsonObject message = Json.object(
                    "role",
                    "assistant",
                    "reasoning_content",
                    JsonNull.INSTANCE,
                    "content",
                    made.tool() == null ? made.text() : JsonNull.INSTANCE,
                    "tool_calls",
                    made.tool() == null ? new JsonArray() : Json.array(toolCall(made.tool())));
            choices.add(choice(i, "message", message, made.finishReason()));
        }
        JsonObject answer = frame("chatcmpl-" + id, "chat.completion", model, choices);
        answer.add("usage", usage(made.promptTokens(), made.completionTokens() * count));
        answer.add("prompt_logprobs", JsonNull.INSTANCE);
        answer.add("kv_transfer_params", JsonNull.INSTANCE);
        return Answer.json(answer.toString());
    }

    @Override
    Answer completion(JsonObject request, String id, @Nullable String text) {
        List<String> prompts = texts(request.get("prompt"));
        if (prompts.isEmpty()) {
            return invalid("Field required: prompt", "prompt");
        }
        String model = modelOf(request);
        if (Json.isTrue(request, "stream")) {
            Generation made = generator.completion(model, prompts.get(0), request, text);
            return Answer.stream(new RayServeStream(request, "cmpl-" + id, "text_completion").completion(made));
        }
        JsonArray choices = new JsonArray();
        int promptTokens = 0;
        int completionTokens = 0;
        for (String prompt : prompts) {
            Generation made = generator.completion(model, prompt, request, text);
            JsonObject choice = choice(choices.size(), "text", made.text(), made.finishReason());
            choice.add("prompt_logprobs", JsonNull.INSTANCE);
            choices.add(choice);
            promptTokens += made.promptTokens();
            completionTokens += made.completionTokens();
        }
        JsonObject answer = frame("cmpl-" + id, "text_completion", model, choices);
        answer.add("usage", usage(promptTokens, completionTokens));
        return Answer.json(answer.toString());
    }

    @Override
    Answer embeddings(JsonObject request, String id) {
        List<String> inputs = texts(request.get("input"));
        int dimensions = Json.integer(request, "dimensions", settings.embeddingDimensions());
        if (inputs.isEmpty() || dimensions < 1) {
            return inputs.isEmpty()
                    ? invalid("Field required: input", "input")
                    : invalid("dimensions must be at least 1", "dimensions");
        }
        String model = modelOf(request);
        boolean base64 = "base64".equals(Json.string(request, "encoding_format"));
        JsonArray data = new JsonArray();
        int tokens = 0;
        for (String input : inputs) {
            float[] vector = Vectors.of(model, input, dimensions);
            Object embedding = base64 ? Vectors.base64(vector) : Vectors.floats(vector);
            data.add(Json.object("index", data.size(), "object", "embedding", "embedding", embedding));
            tokens += Generator.words(input);
        }
        JsonObject answer = Json.object("id", "embd-" + id, "object", "list", "created", nowSeconds(), "model", model);
        answer.add("data", data);
        answer.add("usage", usage(tokens, 0));
        return Answer.json(answer.toString());
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
        return Json.object(
                "id",
                model,
                "object",
                "model",
                "created",
                nowSeconds(),
                "owned_by",
                "vllm",
                "root",
                model,
                "parent",
                JsonNull.INSTANCE,
                "max_model_len",
                8192,
                "permission",
                new JsonArray());
    }

    @Override
    Answer unauthorized() {
        return Answer.error(401, ErrorForm.ERROR_TEXT, "Unauthorized", null);
    }

    @Override
    Answer invalid(String message, @Nullable String field) {
        return Answer.error(400, ErrorForm.INVALID_PARAMETER, message, field);
    }

    @Override
    Answer unknownModel(String model) {
        return Answer.error(404, errorForm(), "The model `" + model + "` does not exist.", "model");
    }

    @Override
    ErrorForm errorForm() {
        return ErrorForm.VLLM;
    }

    /** Several events share a write, so that a reader which takes one event per read is caught. */
    @Override
    int eventsPerWrite() {
        return 3;
    }

    private static int choices(JsonObject request) {
        return Math.max(1, Math.min(128, Json.integer(request, "n", 1)));
    }

    static JsonObject choice(int index, String name, Object content, @Nullable String finishReason) {
        return Json.object(
                "index",
                index,
                name,
                content,
                "logprobs",
                JsonNull.INSTANCE,
                "finish_reason",
                finishReason == null ? JsonNull.INSTANCE : finishReason,
                "stop_reason",
                JsonNull.INSTANCE);
    }

    static JsonObject frame(String id, String object, String model, JsonArray choices) {
        return Json.object("id", id, "object", object, "created", nowSeconds(), "model", model, "choices", choices);
    }

    static JsonObject usage(int prompt, int completion) {
        return Json.object(
                "prompt_tokens",
                prompt,
                "total_tokens",
                prompt + completion,
                "completion_tokens",
                completion,
                "prompt_tokens_details",
                JsonNull.INSTANCE);
    }

    static JsonObject toolCall(Generation.ToolCall tool) {
        JsonObject function = Json.object("name", tool.name(), "arguments", tool.arguments());
        return Json.object("id", tool.id(), "type", "function", "function", function);
    }
}
