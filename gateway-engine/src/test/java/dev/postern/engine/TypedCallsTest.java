/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.CompletionRequest;
import dev.postern.api.EmbeddingRequest;
import dev.postern.api.Gateway;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.api.Usage;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypedCallsTest {
    @ParameterizedTest
    @EnumSource(Profile.class)
    void chatGivesTextUsageCostAndReport(Profile profile) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(profile);
                Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""))) {
            CallOptions options = CallOptions.builder()
                    .traceId("my_first_trace")
                    .metadata("_environment", "production")
                    .build();

            ChatResponse answer = gateway.chat(
                    ChatRequest.builder()
                            .system("Be brief.")
                            .user("Say this is a test")
                            .maxTokens(20)
                            .build(),
                    options);

            assertThat(answer.text().trim()).isEqualTo("This is a test");
            assertThat(answer.finishReason()).contains("stop");
            assertThat(answer.usage().totalTokens())
                    .isEqualTo(answer.usage().promptTokens() + answer.usage().completionTokens())
                    .isPositive();
            assertThat(answer.report().trace().traceId()).isEqualTo("my_first_trace");
            assertThat(answer.report().provider()).isEqualTo("anyscale");
            assertThat(answer.report().target()).isEqualTo("config");
            assertThat(answer.report().retries()).isZero();
            assertThat(answer.report().usage()).contains(answer.usage());
            assertThat(answer.report().total())
                    .isGreaterThanOrEqualTo(answer.report().upstream());
        }
    }

    @Test
    void costIsTheExactProductOfTokensAndPrice() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(Profile.ENDPOINTS);
                Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""))) {

            ChatResponse answer = gateway.chat(TestGateways.hello());

            assertThat(answer.report().cost().orElseThrow().amount())
                    .isEqualByComparingTo(
                            BigDecimal.valueOf(answer.usage().totalTokens()).multiply(new BigDecimal("0.00000015")));
        }
    }

    @Test
    void anUnknownModelsCostIsAbsentAndNotZero() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(Profile.ENDPOINTS);
                Gateway gateway = TestGateways.gateway(upstream, target("nobody/knows", ""))) {

            assertThat(gateway.chat(TestGateways.hello()).report().cost()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void completionsEmbeddingsAndModelsWork(Profile profile) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(profile);
                Gateway gateway = TestGateways.gateway(upstream, "{\"provider\": \"anyscale\", \"api_key\": \"k\"}")) {

            assertThat(gateway.complete(CompletionRequest.builder()
                                    .model(MISTRAL)
                                    .prompt("Once upon a time")
                                    .build())
                            .text())
                    .isNotEmpty();
            var embeddings = gateway.embed(EmbeddingRequest.builder()
                    .model("thenlper/gte-large")
                    .input("one", "two")
                    .build());
            assertThat(embeddings.size()).isEqualTo(2);
            assertThat(embeddings.vector(0)).isNotEmpty().isNotEqualTo(embeddings.vector(1));
            assertThat(embeddings.usage()).isNotEqualTo(Usage.NONE);
            assertThat(gateway.models().models()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theGeneralCallTakesAndGivesJsonOfAnyStatus(Profile profile) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(profile);
                Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""))) {
            Body body = Body.parse("{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"x_unknown\": [1, 2]}"
                    .getBytes(StandardCharsets.UTF_8));

            try (Answer answer = gateway.call(Operation.CHAT, body, CallOptions.none())) {
                assertThat(answer.reply()).isInstanceOf(Reply.Whole.class);
                assertThat(answer.reply().status()).isEqualTo(200);
            }

            assertThat(upstream.lastRequest().json().getAsJsonArray("x_unknown"))
                    .hasSize(2);
            upstream.when(MISTRAL).always(dev.postern.testkit.Fault.status(422));
            try (Answer answer = gateway.call(Operation.CHAT, body, CallOptions.none())) {
                assertThat(answer.reply().status()).isEqualTo(422);
                assertThat(((Reply.Whole) answer.reply())
                                .body()
                                .json()
                                .get("error")
                                .get("message")
                                .string())
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void completionsStreamThroughTheGeneralCall(Profile profile) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(profile);
                Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""))) {
            Body body = Body.object().put("prompt", "Once").put("stream", true).build();

            try (Answer answer = gateway.call(Operation.COMPLETIONS, body, CallOptions.none())) {
                Reply.Streaming streaming = (Reply.Streaming) answer.reply();
                List<String> texts = new java.util.ArrayList<>();
                for (Body chunk = streaming.events().next();
                        chunk != null;
                        chunk = streaming.events().next()) {
                    texts.add(chunk.json()
                            .get("choices")
                            .at(0)
                            .get("text")
                            .string()
                            .orElse(""));
                }

                assertThat(String.join("", texts)).isNotBlank();
            }
        }
    }
}
