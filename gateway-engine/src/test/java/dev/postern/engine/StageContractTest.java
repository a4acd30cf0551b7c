/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.DeadlineException;
import dev.postern.api.Gateway;
import dev.postern.api.PluginException;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chain does with stages that keep their contract, and with those that do not. */
@ExtendWith(UpstreamExtension.class)
class StageContractTest {
    private final ScriptedUpstream upstream;

    StageContractTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private Gateway gateway(String config, StageFactory... stages) {
        Gateway.Builder builder = TestGateways.builder(upstream).config(config);
        for (StageFactory stage : stages) {
            builder.plugin(stage);
        }
        return builder.build();
    }

    private static String withStages(String... ids) {
        List<String> members = new ArrayList<>();
        for (String id : ids) {
            members.add("\"" + id + "\": {}");
        }
        return target(MISTRAL, "\"stages\": {" + String.join(", ", members) + "}");
    }

    @Test
    void stagesStandInTheDocumentedOrderWhateverTheConfigsOrder() {
        List<String> order = new ArrayList<>();
        List<StageFactory> factories = new ArrayList<>();
        for (Position position : Position.values()) {
            for (int rank : new int[] {1, 0}) {
                String id = position.name().toLowerCase(java.util.Locale.ROOT) + rank;
                factories.add(GivenStage.at(position, id, rank, (call, next) -> {
                    order.add(id);
                    return next.proceed(call);
                }));
            }
        }
        String[] ids = {"attempt1", "attempt0", "target1", "target0", "route1", "route0", "call1", "call0"};
        try (Gateway gateway = gateway(withStages(ids), factories.toArray(new StageFactory[0]))) {

            gateway.chat(hello());

            assertThat(order)
                    .containsExactly(
                            "call0", "call1", "route0", "route1", "target0", "target1", "attempt0", "attempt1");
            assertThat(gateway.describe())
                    .containsSubsequence(
                            "CALL call0",
                            "CALL call1",
                            "ROUTE route0",
                            "ROUTE route1",
                            "TARGET target0",
                            "TARGET target1",
                            "TARGET params",
                            "TARGET retry",
                            "ATTEMPT deadline",
                            "ATTEMPT attempt0",
                            "ATTEMPT attempt1",
                            "provider anyscale");
        }
    }

    @Test
    void anErrorOfAStageEndsOnlyItsCallAndNamesTheStageAndItsJar() {
        Stage broken = (call, next) -> {
            throw new AssertionError("boom");
        };
        try (Gateway gateway = gateway(withStages("broken"), GivenStage.at(Position.CALL, "broken", broken))) {

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("stage 'broken'")
                    .hasMessageContaining("test-classes")
                    .hasMessageContaining("java.lang.AssertionError")
                    .hasCauseInstanceOf(AssertionError.class);
        }
    }

    @Test
    void nullFromAStageIsNamed() {
        Stage broken = (call, next) -> null;
        try (Gateway gateway = gateway(withStages("empty"), GivenStage.at(Position.TARGET, "empty", broken))) {

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("stage 'empty'")
                    .hasMessageContaining("returned null");
        }
    }

    @Test
    void aBrokenStageOfOneTargetFallsOverToTheNext() {
        Stage broken = (call, next) -> {
            throw new IllegalStateException("boom");
        };
        String config =
                TestGateways.strategy("fallback", target(LLAMA, "\"stages\": {\"broken\": {}}"), target(MISTRAL, ""));
        try (Gateway gateway = gateway(config, GivenStage.at(Position.ATTEMPT, "broken", broken))) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().target()).isEqualTo("config.targets[1]");
        }
    }

    @Test
    void aStageThatBlocksIsInterruptedAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        Stage blocking = (call, next) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw call.ended(false);
            }
            return next.proceed(call);
        };
        try (Gateway gateway = gateway(withStages("slow"), GivenStage.at(Position.CALL, "slow", blocking))) {

            assertThatThrownBy(() -> gateway.chat(
                            hello(),
                            dev.postern.api.CallOptions.builder()
                                    .deadline(Duration.ofMillis(100))
                                    .build()))
                    .isInstanceOf(DeadlineException.class);
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the interrupt was the call's, not the thread's")
                    .isFalse();
        }
    }

    @Test
    void aStreamThatAStageForgetsIsClosedForIt() {
        Stage forgetful = (call, next) -> {
            next.proceed(call);
            return next.proceed(call);
        };
        upstream.when(MISTRAL)
                .then(dev.postern.testkit.Fault.stallAfterEvents(1))
                .thenAnswer();
        try (Gateway gateway = gateway(withStages("forgetful"), GivenStage.at(Position.CALL, "forgetful", forgetful));
                ChatStream stream = gateway.stream(hello())) {

            upstream.awaitCallerGone(1, Duration.ofSeconds(10));
            StringBuilder text = new StringBuilder();
            stream.forEach(chunk -> text.append(chunk.text()));

            assertThat(text.toString()).isEqualTo(" This is a test");
        }
    }

    @Test
    void aStageMayAnswerWithoutPassingTheCallOn() {
        Stage canned = (call, next) -> new dev.postern.api.Reply.Whole(
                200,
                dev.postern.api.Headers.empty(),
                dev.postern.api.Body.parse("{\"choices\":[{\"message\":{\"content\":\"canned\"}}]}".getBytes()));
        try (Gateway gateway = gateway(withStages("canned"), GivenStage.at(Position.ROUTE, "canned", canned))) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.text()).isEqualTo("canned");
            assertThat(answer.report().attempts()).isEmpty();
            assertThat(upstream.requestCount()).isZero();
        }
    }

    @Test
    void targetStagesOfANodeWrapEveryTargetBelowIt() {
        List<String> seen = new ArrayList<>();
        Stage watching = (call, next) -> {
            seen.add("target");
            return next.proceed(call);
        };
        String config = "{\"strategy\": {\"mode\": \"fallback\"}, \"stages\": {\"watch\": {}}, \"targets\": ["
                + target(LLAMA, "") + ", " + target(MISTRAL, "") + "]}";
        upstream.when(LLAMA).always(dev.postern.testkit.Fault.status(500));
        try (Gateway gateway = gateway(config, GivenStage.at(Position.TARGET, "watch", watching))) {

            gateway.chat(hello());

            assertThat(seen).hasSize(2);
        }
    }
}
