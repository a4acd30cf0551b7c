/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.api.Body;
import dev.postern.clients.PublishedSchema;
import dev.postern.clients.ServedGateway;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's SDK for Node, given a base URL and a gateway key. */
class OpenAiNodeTest {
    private static final Duration GUARD = Duration.ofSeconds(30);
    private static ServedGateway gateway;

    private static JsonObject chat;
    private static JsonObject streams;
    private static JsonObject errors;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
        chat = NodeScript.run(gateway, "openai-chat");
        streams = NodeScript.run(gateway, "openai-stream");
        errors = NodeScript.run(gateway, "openai-errors");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aChatNeedsNothingButBaseUrlAndGatewayKey() {
        assertThat(chat.get("text").getAsString()).isEqualTo("This is a test");
        assertThat(header("x-portkey-provider")).isEqualTo("anyscale");
        assertThat(header("x-portkey-last-used-option-index")).isEqualTo("config");
        assertThat(header("x-portkey-retry-attempt-count")).isEqualTo("0");
        assertThat(header("x-portkey-cache-status")).isEqualTo("DISABLED");
        assertThat(header("x-portkey-trace-id")).isNotEmpty();
        assertThat(header("x-request-id")).isNotEmpty();
        assertValid(PublishedSchema.CHAT_COMPLETION, OpenAiSchema.CHAT_COMPLETION, chat.get("answer"));
    }

    @Test
    void theGatewayKeyNeverGoesUpstream() {
        assertThat(gateway.upstream().requests().get(0).headers().toString())
                .doesNotContain("pst_")
                .doesNotContainIgnoringCase("x-portkey")
                .contains("Bearer " + ServedGateway.PROVIDER_KEY);
    }

    @Test
    void aStreamIsPiecedTogetherAndEveryChunkIsOpenAis() {
        JsonArray chunks = streams.getAsJsonArray("chunks");
        assertThat(chunks).hasSizeGreaterThan(4).allSatisfy(OpenAiNodeTest::assertChunk);
        assertThat(text(chunks)).isEqualTo("One two three four");
        assertThat(chunks).noneMatch(chunk -> chunk.getAsJsonObject().has("usage"));
        assertThat(streams.getAsJsonObject("whole")
                        .getAsJsonArray("choices")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonObject("message")
                        .get("content")
                        .getAsString())
                .isEqualTo("One two three four");
    }

    @Test
    void usageComesInOneMoreChunkWhenAsked() {
        JsonArray counted = streams.getAsJsonArray("counted");

        assertThat(counted).allSatisfy(OpenAiNodeTest::assertChunk);
        JsonObject last = counted.get(counted.size() - 1).getAsJsonObject();
        assertThat(last.getAsJsonArray("choices")).isEmpty();
        assertThat(last.getAsJsonObject("usage").get("completion_tokens").getAsInt())
                .isEqualTo(4);
        assertThat(counted.get(0).getAsJsonObject().get("usage").isJsonNull()).isTrue();
    }

    @Test
    void aToolCallComesWholeAndInPieces() {
        JsonObject result = NodeScript.run(gateway, "openai-tools");

        assertValid(PublishedSchema.CHAT_COMPLETION, OpenAiSchema.CHAT_COMPLETION, result.get("answer"));
        assertThat(function(result.getAsJsonObject("call"))).isEqualTo("get_weather({\"city\":\"test\"})");
        assertThat(result.getAsJsonArray("pieces")).allSatisfy(OpenAiNodeTest::assertChunk);
        JsonObject streamed = result.getAsJsonObject("streamed");
        assertThat(streamed.get("finish_reason").getAsString()).isEqualTo("tool_calls");
        assertThat(function(streamed.getAsJsonObject("message")
                        .getAsJsonArray("tool_calls")
                        .get(0)
                        .getAsJsonObject()))
                .isEqualTo("get_weather({\"city\":\"test\"})");
        assertValid(PublishedSchema.CHAT_COMPLETION, OpenAiSchema.CHAT_COMPLETION, result.get("next"));
    }

    @Test
    void embeddingsAreTheSameAsBase64AndAsNumbers() {
        JsonObject result = NodeScript.run(gateway, "openai-embeddings");

        JsonArray decoded = result.getAsJsonObject("decoded").getAsJsonArray("data");
        JsonArray floats = result.getAsJsonObject("floats").getAsJsonArray("data");
        assertThat(decoded).hasSize(2);
        for (int i = 0; i < decoded.size(); i++) {
            JsonArray ours = vector(decoded, i);
            JsonArray theirs = vector(floats, i);
            assertThat(ours).hasSameSizeAs(theirs).hasSize(64);
            for (int j = 0; j < ours.size(); j++) {
                assertThat(ours.get(j).getAsFloat()).isCloseTo(theirs.get(j).getAsFloat(), within(0f));
            }
        }
        assertValid(PublishedSchema.EMBEDDINGS, OpenAiSchema.EMBEDDING_LIST, result.get("floats"));
        assertThat(result.getAsJsonObject("base64")
                        .getAsJsonArray("data")
                        .get(0)
                        .getAsJsonObject()
                        .get("embedding")
                        .getAsJsonPrimitive()
                        .isString())
                .isTrue();
        OpenAiSchema.EMBEDDING_LIST.assertValid(Body.of(result.get("base64")));
    }

    @Test
    void modelsAreListed() {
        JsonObject result = NodeScript.run(gateway, "openai-models");

        assertThat(result.getAsJsonArray("ids").toString()).contains(ServedGateway.MODEL, "thenlper/gte-large");
    }

    @Test
    void eachFailureIsTheTypedErrorOfTheSdk() {
        assertThat(error("wrongKey")).isEqualTo("AuthenticationError 401 authentication_error");
        assertThat(error("unknownModel")).isEqualTo("NotFoundError 404 NotFoundError");
        assertThat(error("badRequest")).isEqualTo("BadRequestError 400 BadRequestError");
        assertThat(error("rateLimit")).isEqualTo("RateLimitError 429 TooManyRequestsError");
        assertThat(error("serverError")).isEqualTo("InternalServerError 500 InternalServerError");
        assertThat(error("badConfig")).isEqualTo("BadRequestError 400 invalid_request_error");
        assertThat(error("unknownRoute")).isEqualTo("NotFoundError 404 invalid_request_error");
        assertThat(error("noPlugin")).isEqualTo("InternalServerError 501 not_implemented_error");
        assertThat(message("badConfig")).isEqualTo("400 config.weight: expected a number ≥ 0, found \"x\"");
        assertThat(message("unknownModel")).contains("unknown-model");
    }

    @Test
    void aStreamThatBreaksIsAnErrorAndNotAShortAnswer() {
        assertThat(error("cutStream")).isEqualTo("APIError null upstream_error");
    }

    @ParameterizedTest
    @CsvSource({"retry, 1, 2", "fallback, 1, 2", "plain, 3, 3"})
    void whereTheGatewayRetriesTheSdkDoesNot(String config, int calls, int sends) {
        int callsBefore = gateway.calls().size();
        long sendsBefore = gateway.upstream().requestCount();

        JsonObject error = NodeScript.run(gateway, "openai-retries", config);

        assertThat(error.get("status").getAsInt()).isEqualTo(503);
        assertThat(gateway.upstream().requestCount() - sendsBefore).isEqualTo(sends);
        assertThat(gateway.calls().size() - callsBefore).isEqualTo(calls);
    }

    @Test
    void aCallerThatGivesUpCancelsTheUpstream() {
        long before = gateway.upstream().count(Outcome.CALLER_GONE);

        JsonObject ends = NodeScript.run(gateway, "openai-abort");

        gateway.upstream().awaitCallerGone(before + ends.size(), GUARD);
        assertThat(ends.keySet()).containsExactly("leave", "abort", "whole", "timeout");
    }

    @Test
    void theTimeoutOfARequestIsA408() {
        JsonObject error = NodeScript.run(gateway, "openai-timeout");

        assertThat(error.get("status").getAsInt()).isEqualTo(408);
        assertThat(error.get("type").getAsString()).isEqualTo("timeout_error");
    }

    private static void assertChunk(JsonElement chunk) {
        assertValid(PublishedSchema.CHAT_CHUNK, OpenAiSchema.CHAT_CHUNK, chunk);
    }

    private static void assertValid(PublishedSchema published, OpenAiSchema strict, JsonElement answer) {
        published.assertValid(answer.toString());
        strict.assertValid(Body.of(answer));
    }

    private static String header(String name) {
        return chat.getAsJsonObject("headers").get(name).getAsString();
    }

    private static String text(JsonArray chunks) {
        StringBuilder text = new StringBuilder();
        for (JsonElement chunk : chunks) {
            JsonObject delta = chunk.getAsJsonObject()
                    .getAsJsonArray("choices")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("delta");
            text.append(delta.has("content") ? delta.get("content").getAsString() : "");
        }
        return text.toString();
    }

    private static String function(JsonObject call) {
        JsonObject function = call.getAsJsonObject("function");
        return function.get("name").getAsString() + "("
                + function.get("arguments").getAsString() + ")";
    }

    private static JsonArray vector(JsonArray data, int index) {
        return data.get(index).getAsJsonObject().getAsJsonArray("embedding");
    }

    private static String error(String name) {
        JsonObject error = errors.getAsJsonObject(name);
        JsonElement status = error.get("status");
        return error.get("kind").getAsString() + " " + (status.isJsonNull() ? "null" : status.getAsString()) + " "
                + error.get("type").getAsString();
    }

    private static String message(String name) {
        return errors.getAsJsonObject(name).get("message").getAsString();
    }
}
