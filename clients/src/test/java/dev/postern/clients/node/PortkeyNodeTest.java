/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.clients.PublishedSchema;
import dev.postern.clients.ServedGateway;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Portkey's SDK for Node, with what its users set on it. */
class PortkeyNodeTest {
    private static ServedGateway gateway;
    private static JsonObject chats;
    private static JsonObject streams;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
        chats = NodeScript.run(gateway, "portkey-chat");
        streams = NodeScript.run(gateway, "portkey-stream");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void providerAndItsKeyMayComeFromTheCaller() {
        assertThat(chat("provider").get("text").getAsString()).isEqualTo("This is a test");
        assertThat(header("provider", "provider")).isEqualTo("anyscale");
        assertThat(sent("Bearer provider-key")).isOne();
    }

    @Test
    void aConfigObjectFallsBackAndSaysWhereItEnded() {
        assertThat(header("config", "last-used-option-index")).isEqualTo("config.targets[1]");
        assertThat(chats.getAsJsonObject("byHeaders")
                        .get("x-portkey-last-used-option-index")
                        .getAsString())
                .isEqualTo("config.targets[1]");
        assertThat(sent("Bearer first")).isEqualTo(2);
        assertThat(sent("Bearer second")).isEqualTo(2);
    }

    @Test
    void aSavedConfigIsFoundByItsName() {
        assertThat(chat("saved").get("text").getAsString()).isEqualTo("This is a test");
    }

    @Test
    void aVirtualKeyStandsForTheStoredOne() {
        assertThat(chat("virtualKey").get("text").getAsString()).isEqualTo("This is a test");
        assertThat(chat("keyInConfig").get("text").getAsString()).isEqualTo("This is a test");
        assertThat(sent("Bearer " + ServedGateway.STORED_KEY)).isEqualTo(2);
    }

    @Test
    void traceIdAndMetadataReachTheRecord() {
        assertThat(header("labelled", "trace-id")).isEqualTo("my_first_trace");
        assertThat(gateway.calls())
                .anySatisfy(call -> assertThat(call.options().metadata()).isEqualTo(Map.of("_user", "userid123")));
    }

    @Test
    void cacheHeadersAreHonoured() {
        assertThat(chats.getAsJsonArray("cache").asList())
                .extracting(JsonElement::getAsString)
                .containsExactly("MISS", "HIT", "REFRESH", "MISS");
    }

    @Test
    void aHostThatTheOperatorDidNotAllowIsRefused() {
        assertThat(chat("customHost").get("status").getAsInt()).isEqualTo(403);
        assertThat(chat("customHost").get("message").getAsString()).contains("permission_error");
    }

    @Test
    void aBadConfigIsAnErrorThatNamesThePath() {
        assertThat(chat("badConfig").get("status").getAsInt()).isEqualTo(400);
        assertThat(chat("badConfig").get("message").getAsString())
                .contains("config.retry.attempts: expected a whole number from 0 to 5, found 9");
    }

    @Test
    void streamsArriveWhole() {
        StringBuilder text = new StringBuilder();
        for (JsonElement chunk : streams.getAsJsonArray("chunks")) {
            PublishedSchema.CHAT_CHUNK.assertValid(chunk.toString());
            JsonObject delta = delta(chunk);
            text.append(delta.has("content") ? delta.get("content").getAsString() : "");
        }

        assertThat(text).hasToString("Eins zwei drei — ünïcödé ✓");
    }

    @Test
    void toolCallsComeInPiecesOfOneCall() {
        StringBuilder arguments = new StringBuilder();
        for (JsonElement piece : streams.getAsJsonArray("pieces")) {
            PublishedSchema.CHAT_CHUNK.assertValid(piece.toString());
            if (delta(piece).has("tool_calls")) {
                JsonObject call =
                        delta(piece).getAsJsonArray("tool_calls").get(0).getAsJsonObject();
                assertThat(call.get("index").getAsInt()).isZero();
                arguments.append(
                        call.getAsJsonObject("function").get("arguments").getAsString());
            }
        }

        assertThat(arguments).hasToString("{\"city\":\"test\"}");
    }

    @Test
    void embeddingsAndModelsAnswer() {
        assertThat(streams.getAsJsonArray("embedding")).hasSize(64);
        assertThat(streams.getAsJsonArray("models").toString()).contains(ServedGateway.MODEL);
    }

    private static JsonObject chat(String name) {
        return chats.getAsJsonObject(name);
    }

    /** The SDK hands on only the gateway's headers, without their prefix. */
    private static String header(String name, String header) {
        return chat(name).getAsJsonObject("headers").get(header).getAsString();
    }

    private static JsonObject delta(JsonElement chunk) {
        return chunk.getAsJsonObject()
                .getAsJsonArray("choices")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("delta");
    }

    private static long sent(String authorization) {
        return gateway.upstream().requests().stream()
                .filter(request -> request.header("authorization").orElse("").equals(authorization))
                .count();
    }
}
