/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.testkit.OpenAiSchema;
import dev.postern.testkit.Profile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer of the face in OpenAI's own words, whichever profile speaks behind it. */
class PublishedSchemaTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Say one two three\"}]";
    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(Profile.class)
    void wholeAnswersAreValid(Profile profile) throws Exception {
        try (ServedGateway gateway = ServedGateway.start(profile)) {
            requireValid(
                    PublishedSchema.CHAT_COMPLETION,
                    OpenAiSchema.CHAT_COMPLETION,
                    post(gateway, "/chat/completions", MESSAGES));
            requireValid(
                    PublishedSchema.CHAT_COMPLETION,
                    OpenAiSchema.CHAT_COMPLETION,
                    post(gateway, "/chat/completions", MESSAGES + "," + TOOLS));
            requireValid(
                    PublishedSchema.COMPLETION,
                    OpenAiSchema.COMPLETION,
                    post(gateway, "/completions", "\"prompt\":\"Say hi\""));
            requireValid(
                    PublishedSchema.EMBEDDINGS,
                    OpenAiSchema.EMBEDDING_LIST,
                    post(gateway, "/embeddings", "\"input\":[\"a\",\"b\"]"));
            requireValid(PublishedSchema.MODELS, OpenAiSchema.MODEL_LIST, send(request(gateway, "/models")));
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyChunkOfAStreamIsValidAndDoneComesOnceAtItsEnd(Profile profile) throws Exception {
        try (ServedGateway gateway = ServedGateway.start(profile)) {
            for (String more : List.of("", "," + TOOLS, ",\"stream_options\":{\"include_usage\":true}")) {
                for (String chunk : chunks(post(gateway, "/chat/completions", MESSAGES + ",\"stream\":true" + more))) {
                    PublishedSchema.CHAT_CHUNK.assertValid(chunk);
                    OpenAiSchema.CHAT_CHUNK.assertValid(Body.parse(chunk.getBytes(StandardCharsets.UTF_8)));
                }
            }
            for (String chunk : chunks(post(gateway, "/completions", "\"prompt\":\"Say hi\",\"stream\":true"))) {
                PublishedSchema.COMPLETION.assertValid(chunk);
                OpenAiSchema.COMPLETION_CHUNK.assertValid(Body.parse(chunk.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void errorsAreValidWhoeverMadeThem(Profile profile) throws Exception {
        try (ServedGateway gateway = ServedGateway.start(profile)) {
            for (String model : List.of("unknown-model", "fail-400", "fail-429", "fail-500", "fail-504", "fail-529")) {
                String body = "{\"model\":\"" + model + "\"," + MESSAGES + "}";
                HttpResponse<String> answer =
                        send(request(gateway, "/chat/completions").POST(BodyPublishers.ofString(body)));

                assertThat(answer.statusCode()).as(model).isGreaterThanOrEqualTo(400);
                requireValid(PublishedSchema.ERROR, OpenAiSchema.ERROR, answer);
            }
            requireValid(PublishedSchema.ERROR, OpenAiSchema.ERROR, send(request(gateway, "/nothing")));
            requireValid(PublishedSchema.ERROR, OpenAiSchema.ERROR, send(request(gateway, "/files")));
        }
    }

    @Test
    void theSchemaItselfRefusesWhatIsWrong() {
        String chunk = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[]}";

        assertThatThrownBy(() -> PublishedSchema.CHAT_CHUNK.assertValid(chunk))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("object");
        assertThatThrownBy(() -> PublishedSchema.ERROR.assertValid("{\"error\":{\"message\":\"x\"}}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("code");
    }

    private static HttpRequest.Builder request(ServedGateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create(gateway.baseUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + ServedGateway.KEY);
    }

    private HttpResponse<String> post(ServedGateway gateway, String path, String members)
            throws IOException, InterruptedException {
        String body = "{\"model\":\"" + ServedGateway.MODEL + "\"," + members + "}";
        HttpResponse<String> answer = send(request(gateway, path).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void requireValid(PublishedSchema published, OpenAiSchema strict, HttpResponse<String> answer) {
        published.assertValid(answer.body());
        strict.assertValid(Body.parse(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> chunks(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        List<String> events = new ArrayList<>(List.of(answer.body().split("\n\n")));
        assertThat(events).allMatch(event -> event.startsWith("data: ") && event.indexOf('\n') < 0);
        assertThat(events.remove(events.size() - 1)).isEqualTo("data: [DONE]");
        assertThat(events).isNotEmpty().doesNotContain("data: [DONE]");
        return events.stream().map(event -> event.substring("data: ".length())).toList();
    }
}
