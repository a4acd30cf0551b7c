/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.ProviderProbe;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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

    /** What stays as the provider says it: its words, and what lies within tokens, tool calls and log probabilities. */
    private static final Pattern LEFT_IN_ANSWERS = left("logprobs\\.|message\\.tool_calls\\b");

    private static final Pattern LEFT_IN_CHUNKS = left("logprobs\\b|delta\\.");
    private static final Map<Operation, Consumer<Body>> OPERATIONS = Map.of(
            Operation.CHAT, body -> requireForm(OpenAiSchema.CHAT_COMPLETION, LEFT_IN_ANSWERS, body),
            Operation.COMPLETIONS, body -> requireForm(OpenAiSchema.COMPLETION, LEFT_IN_ANSWERS, body),
            Operation.MODELS, OpenAiSchema.MODEL_LIST::assertValid);

    private final OpenAiProvider provider = OpenAiProvider.builder("openai")
            .baseUrl(URI.create("https://example.com/v1"))
            .build();
    private final ProviderProbe probe = new ProviderProbe(provider);

    @Test
    void anyWholeAnswerPassesTheSchemaOrIsAnError() {
        Random random = seeded("whole answers");

        for (int round = 0; round < 20_000; round++) {
            String answer = skeleton(random, "message").toString();
            OPERATIONS.forEach((operation, schema) -> {
                Reply.Whole reply = probe.answered(operation, "{\"model\":\"m\"}", 200, answer);
                (reply.isSuccess() ? schema : (Consumer<Body>) ErrorTest::requireOneShape).accept(reply.body());
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
            Call call = ProviderProbe.call(Operation.CHAT, requests[round % requests.length]);
            ProviderProbe.Heard heard = new ProviderProbe.Heard();
            Body chunk = Body.of(skeleton(random, "delta"));
            try {
                provider.streamDecoder(call).decode(new Frame(null, chunk.toBytes()), heard);
            } catch (MalformedBodyException e) {
                // Allowed: it is no object.
            }
            heard.chunks().forEach(body -> requireForm(OpenAiSchema.CHAT_CHUNK, LEFT_IN_CHUNKS, body));
        }
    }

    private static Pattern left(String inChoices) {
        return Pattern.compile("\\$\\.(usage\\b|choices\\[\\d+]\\.(finish_reason: .*, found \"|" + inChoices + "))");
    }

    /** Requires the schema, but for what stays as the provider says it. */
    private static void requireForm(OpenAiSchema schema, Pattern left, Body body) {
        assertThat(schema.problems(body))
                .as(body.text())
                .allMatch(problem -> left.matcher(problem).lookingAt());
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
