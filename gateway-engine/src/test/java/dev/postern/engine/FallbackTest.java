/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.strategy;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.AttemptReport;
import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UpstreamExtension.class)
class FallbackTest {
    private final ScriptedUpstream upstream;

    FallbackTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @Test
    void firstTargetThatSucceedsAnswers() {
        try (Gateway gateway = TestGateways.gateway(upstream, TestGateways.fallback())) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.text()).isEqualTo(" This is a test");
            assertThat(answer.report().target()).isEqualTo("config.targets[0]");
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529})
    void anyFailureFallsOverUnlessTheConfigListsStatuses(int status) {
        upstream.when(LLAMA).always(Fault.status(status));
        try (Gateway gateway = TestGateways.gateway(upstream, TestGateways.fallback())) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().target()).isEqualTo("config.targets[1]");
            assertThat(answer.report().attempts())
                    .extracting(AttemptReport::status)
                    .containsExactly(status, 200);
            assertThat(answer.model()).isEqualTo(MISTRAL);
        }
    }

    static Stream<Fault> brokenAnswers() {
        return Stream.of(
                Fault.cutBeforeAnswer(),
                Fault.resetBeforeAnswer(),
                Fault.resetAfterHeaders(),
                Fault.cutAfterBytes(20),
                Fault.malformedJson(),
                Fault.emptyBody(),
                Fault.html(),
                Fault.okWithError(),
                Fault.redirect(java.net.URI.create("http://127.0.0.1:1/")));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void unusableAnswersAndTransportFailuresFallOver(Fault fault) {
        upstream.when(LLAMA).always(fault);
        try (Gateway gateway = TestGateways.gateway(upstream, TestGateways.fallback())) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().target()).isEqualTo("config.targets[1]");
            assertThat(upstream.requestCount()).isEqualTo(2);
        }
    }

    static Stream<Fault> brokenStreams() {
        return Stream.of(
                Fault.cutBeforeAnswer(),
                Fault.cutAfterHeaders(),
                Fault.resetBeforeAnswer(),
                Fault.resetAfterHeaders(),
                Fault.emptyBody(),
                Fault.html(),
                Fault.okWithError(),
                Fault.errorEventAfter(0),
                Fault.cutAfterEvents(0));
    }

    @ParameterizedTest
    @MethodSource("brokenStreams")
    void streamsFallOverBeforeTheirFirstEvent(Fault fault) {
        upstream.when(LLAMA).always(fault);
        try (Gateway gateway = TestGateways.gateway(upstream, TestGateways.fallback());
                var stream = gateway.stream(hello())) {

            StringBuilder text = new StringBuilder();
            stream.forEach(chunk -> text.append(chunk.text()));

            assertThat(text.toString()).isEqualTo(" This is a test");
            assertThat(stream.report().target()).isEqualTo("config.targets[1]");
        }
    }

    @Test
    void onlyListedStatusesFallOver() {
        String config = "{\"strategy\": {\"mode\": \"fallback\", \"on_status_codes\": [429]}, \"targets\": ["
                + target(LLAMA, "") + ", " + target(MISTRAL, "") + "]}";
        upstream.when(LLAMA).then(Fault.status(500)).then(Fault.status(429));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(UpstreamException.class)
                    .hasMessageStartingWith("HTTP 500: ");
            assertThat(gateway.chat(hello()).report().target()).isEqualTo("config.targets[1]");
        }
    }

    @Test
    void anEmptyListOfStatusesNeverFallsOver() {
        String config = "{\"strategy\": {\"mode\": \"fallback\", \"on_status_codes\": []}, \"targets\": ["
                + target(LLAMA, "") + ", " + target(MISTRAL, "") + "]}";
        upstream.when(LLAMA).always(Fault.status(503));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            assertThat(upstream.requests(MISTRAL)).isEmpty();
        }
    }

    @Test
    void whenAllFailTheLastTargetsStatusAndBodyAreTheAnswer() {
        upstream.when(LLAMA).always(Fault.status(500));
        upstream.when(MISTRAL).always(Fault.status(404));
        try (Gateway gateway = TestGateways.gateway(upstream, TestGateways.fallback())) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOfSatisfying(UpstreamException.class, failure -> {
                assertThat(failure.status()).isEqualTo(404);
                assertThat(failure.report().orElseThrow().target()).isEqualTo("config.targets[1]");
                assertThat(failure.report().orElseThrow().attempts()).hasSize(2);
            });
        }
    }

    @Test
    void innerStrategiesCountAsOneTarget() {
        String inner = strategy("fallback", target("a", ""), target("b", ""));
        String config = strategy("fallback", inner, target(MISTRAL, ""));
        upstream.when("a").always(Fault.status(500));
        upstream.when("b").always(Fault.status(500));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().attempts())
                    .extracting(AttemptReport::target)
                    .containsExactly(
                            "config.targets[0].targets[0]", "config.targets[0].targets[1]", "config.targets[1]");
        }
    }

    @Test
    void eachTargetStartsFromTheCallersBody() {
        String config = strategy(
                "fallback",
                "{\"provider\":\"anyscale\",\"api_key\":\"k\",\"override_params\":{\"model\":\"" + LLAMA
                        + "\",\"temperature\":0.1},\"drop_params\":[\"user\"]}",
                target(MISTRAL, ""));
        upstream.when(LLAMA).always(Fault.status(500));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {

            gateway.chat(dev.postern.api.ChatRequest.builder()
                    .user("hi")
                    .temperature(0.9)
                    .endUser("u1")
                    .build());

            assertThat(upstream.requests(LLAMA).get(0).json().get("temperature").getAsDouble())
                    .isEqualTo(0.1);
            assertThat(upstream.requests(LLAMA).get(0).json().has("user")).isFalse();
            assertThat(upstream.requests(MISTRAL)
                            .get(0)
                            .json()
                            .get("temperature")
                            .getAsDouble())
                    .isEqualTo(0.9);
            assertThat(upstream.requests(MISTRAL).get(0).json().get("user").getAsString())
                    .isEqualTo("u1");
        }
    }
}
