/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import com.google.gson.JsonArray;
import dev.postern.api.Body;
import dev.postern.api.BodyEditor;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.provider.openai.Dialect;
import java.util.List;

/**
 * The form of Anyscale's Endpoints and of RayLLM.
 *
 * <p>Requests: {@code stop} becomes a list; {@code max_completion_tokens} becomes {@code max_tokens}; messages see
 * {@link EndpointsMessages}; {@code response_format} of type {@code json_schema} becomes {@code json_object} with the
 * schema; {@code stream_options} is left out, since the tokens of a stream come unasked. Refused, because the server
 * would refuse it or do something else: JSON mode with {@code top_p} or {@code top_k} (a {@code top_p} of 1 changes
 * nothing and is left out), and {@code tool_choice} {@code required}, unless there is only one tool, which is then named.
 *
 * <p>Answers: the known extras go, which are {@code id} and {@code created} of embeddings and {@code rayllm_metadata} of
 * models.
 */
final class EndpointsDialect implements Dialect {
    @Override
    public Body request(Operation operation, Body request) {
        boolean chat = operation.name().equals(Operation.CHAT.name());
        if (!chat && !operation.name().equals(Operation.COMPLETIONS.name())) {
            return request;
        }
        BodyEditor edit = request.edit();
        JsonView root = request.json();
        stop(root, edit);
        remove(root, "stream_options", edit);
        maxTokens(root, edit);
        if (chat) {
            EndpointsMessages.bringOver(root.get("messages"), edit);
            toolChoice(root, edit);
        }
        responseFormat(root, edit);
        return edit.apply();
    }

    @Override
    public Body withoutExtras(Operation operation, Body answer) {
        if (operation.name().equals(Operation.EMBEDDINGS.name())) {
            return answer.without("id").without("created");
        }
        if (!operation.name().equals(Operation.MODELS.name())) {
            return answer;
        }
        BodyEditor edit = answer.edit();
        for (JsonView model : answer.json().get("data").elements()) {
            if (model.isObject()) {
                remove(model, "rayllm_metadata", edit);
            }
        }
        return edit.apply();
    }

    private static void stop(JsonView root, BodyEditor edit) {
        JsonView stop = root.get("stop");
        stop.string().ifPresent(word -> {
            JsonArray words = new JsonArray(1);
            words.add(word);
            edit.replace(stop, Body.of(words));
        });
    }

    private static void maxTokens(JsonView root, BodyEditor edit) {
        JsonView limit = root.get("max_completion_tokens");
        if (!limit.exists()) {
            return;
        }
        edit.remove(root, "max_completion_tokens");
        if (!limit.isNull()) {
            edit.set(root, "max_tokens", limit.toBody());
        }
    }

    private static void toolChoice(JsonView root, BodyEditor edit) {
        JsonView choice = root.get("tool_choice");
        if (!choice.stringEquals("required")) {
            return;
        }
        JsonView tools = root.get("tools");
        JsonView name = tools.at(0).get("function").get("name");
        if (tools.size() != 1 || name.kind() != JsonView.Kind.STRING) {
            throw new InvalidRequestException(
                    "tool_choice: Anyscale Endpoints know auto, none or one named tool, found \"required\"",
                    "tool_choice");
        }
        edit.replace(
                choice,
                Body.object()
                        .put("type", "function")
                        .beginObject("function")
                        .put("name", name.toBody())
                        .end()
                        .build());
    }

    private static void responseFormat(JsonView root, BodyEditor edit) {
        JsonView format = root.get("response_format");
        if (format.get("type").stringEquals("json_schema")) {
            JsonView schema = format.get("json_schema").get("schema");
            if (!schema.isObject()) {
                throw new InvalidRequestException(
                        "response_format.json_schema.schema: expected an object, found "
                                + schema.kind().phrase(),
                        "response_format");
            }
            edit.replace(
                    format,
                    Body.object()
                            .put("type", "json_object")
                            .put("schema", schema.toBody())
                            .build());
        } else if (!format.get("type").stringEquals("json_object")) {
            return;
        }
        for (String name : List.of("top_p", "top_k")) {
            refuseWithJsonMode(root, name, edit);
        }
    }

    private static void refuseWithJsonMode(JsonView root, String name, BodyEditor edit) {
        JsonView value = root.get(name);
        boolean neutral = name.equals("top_p") && value.integer().orElse(0) == 1;
        if (value.exists() && !value.isNull() && !neutral) {
            throw new InvalidRequestException(
                    name + ": Anyscale Endpoints refuse it together with response_format in JSON mode; remove one",
                    name);
        }
        remove(root, name, edit);
    }

    /** Spares the editor a look at every member for nothing. */
    private static void remove(JsonView object, String name, BodyEditor edit) {
        if (object.get(name).exists()) {
            edit.remove(object, name);
        }
    }
}
