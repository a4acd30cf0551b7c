/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.api.Body;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Frame;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever JSON a provider answers with, what leaves passes the official schema or is an error. */
class AnyAnswerTest {
    private static final String[] NAMES = {
        "choices",
        "data",
        "error",
        "object",
        "id",
        "created",
        "model",
        "usage",
        "message",
        "delta",
        "text",
        "index",
        "finish_reason",
        "logprobs",
        "role",
        "content",
        "refusal",
        "tool_calls",
        "embedding",
        "owned_by",
        "code",
        "detail"
    };
    private static final String[] WORDS = {
        "",
        "stop",
        "error",
        "list",
        "assistant",
        "chat.completion",
        "chat.completion.chunk",
        "text_completion",
        "AACAPw=="
    };
    private static final Map<Operation, Consumer<Body>> OPERATIONS = Map.of(
            Operation.CHAT, OfficialSchema::requireChat,
            Operation.COMPLETIONS, OfficialSchema::requireCompletion,
            Operation.MODELS, OfficialSchema::requireModels);

    private final OpenAiProvider provider = OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build();
    private final Probe probe = new Probe(provider);

    @Test
    void anyWholeAnswerPassesTheSchemaOrIsAnError() {
        Random random = seeded("whole answers");

        for (int round = 0; round < 20_000; round++) {
            String answer = skeleton(random, "message").toString();
            OPERATIONS.forEach((operation, schema) -> {
                Reply.Whole reply = probe.answered(operation, "{\"model\":\"m\"}", 200, answer);
                (reply.isSuccess() ? schema : (Consumer<Body>) OfficialSchema::requireError).accept(reply.body());
            });
            probe.answered(Operation.EMBEDDINGS, "{\"encoding_format\":\"base64\"}", 200, answer);
        }
    }

    @Test
    void anyChunkPassesTheSchemaOrIsAnError() {
        Random random = seeded("chunks");
        String[] requests = {
            "{}",
            "{\"stream_options\":{\"include_usage\":true}}",
            "{\"stream_options\":{\"include_usage\":true,\"continuous_usage_stats\":true}}"
        };

        for (int round = 0; round < 20_000; round++) {
            Call call = Probe.call(Operation.CHAT, requests[round % requests.length]);
            Probe.Heard heard = new Probe.Heard();
            Body chunk = Body.of(skeleton(random, "delta"));
            try {
                provider.streamDecoder(call).decode(new Frame(null, chunk.toBytes()), heard);
            } catch (MalformedBodyException e) {
                // Allowed: it is no object.
            }
            heard.chunks.forEach(OfficialSchema::requireChunk);
        }
    }

    private static Random seeded(String what) {
        long seed = System.nanoTime();
        System.out.println("AnyAnswerTest " + what + " seed " + seed);
        return new Random(seed);
    }

    /** Mostly the right form, so that the depths are reached. */
    private static JsonElement skeleton(Random random, String inner) {
        if (random.nextInt(20) == 0) {
            return any(random, 3);
        }
        JsonObject root = scatter(random, new JsonObject());
        JsonArray choices = new JsonArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            JsonObject choice = scatter(random, new JsonObject());
            choice.add(inner, random.nextInt(8) == 0 ? any(random, 1) : scatter(random, new JsonObject()));
            choices.add(random.nextInt(12) == 0 ? any(random, 1) : choice);
        }
        root.add(random.nextBoolean() ? "choices" : "data", choices);
        if (random.nextInt(4) != 0) {
            root.remove("error");
        }
        return root;
    }

    private static JsonObject scatter(Random random, JsonObject object) {
        for (int i = random.nextInt(8); i > 0; i--) {
            object.add(NAMES[random.nextInt(NAMES.length)], any(random, 2));
        }
        return object;
    }

    private static JsonElement any(Random random, int depth) {
        switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0:
                return JsonNull.INSTANCE;
            case 1:
                return new JsonPrimitive(random.nextInt(1_000));
            case 2:
                return new JsonPrimitive(random.nextBoolean());
            case 3:
                return new JsonPrimitive(WORDS[random.nextInt(WORDS.length)]);
            case 4:
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(any(random, depth - 1));
                }
                return array;
            default:
                return depth > 1 ? scatter(random, new JsonObject()) : new JsonObject();
        }
    }
}
