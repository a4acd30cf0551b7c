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

import dev.postern.api.AttemptReport;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatResponse;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.TargetHealth;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(UpstreamExtension.class)
class BreakerTest {
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private final ScriptedUpstream upstream;
    private final FakeTime time = new FakeTime();

    BreakerTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static String watched(String mode, String... targets) {
        return "{\"strategy\": {\"mode\": \"" + mode + "\", \"cb_config\": {}}, \"targets\": ["
                + String.join(", ", targets) + "]}";
    }

    private Gateway gateway(String config) {
        return TestGateways.builder(upstream)
                .config(config)
                .time(time)
                .random(new Random(7))
                .build();
    }

    private void fails(String model) {
        upstream.when(model).always(Fault.status(500));
    }

    private static void calls(Gateway gateway, int count) {
        for (int i = 0; i < count; i++) {
            gateway.chat(hello());
        }
    }

    @Test
    void theRecordNamesTheTargetThatAnOpenBreakerSkipped() {
        fails(LLAMA);
        try (Gateway gateway = gateway(watched("fallback", target(LLAMA, ""), target(MISTRAL, "")))) {
            calls(gateway, 5);

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().attempts())
                    .extracting(AttemptReport::target)
                    .containsExactly("config.targets[1]");
            assertThat(answer.report().attributes()).containsEntry("breaker.config.targets[0]", "open");
        }
    }

    @Test
    void afterFiveFailuresFallbackSkipsTheTarget() {
        fails(LLAMA);
        try (Gateway gateway = gateway(watched("fallback", target(LLAMA, ""), target(MISTRAL, "")))) {
            calls(gateway, 5);

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().attempts())
                    .extracting(AttemptReport::target)
                    .containsExactly("config.targets[1]");
            assertThat(upstream.requests(LLAMA)).hasSize(5);
        }
    }

    @Test
    void afterItsCooldownOneProbeBringsTheTargetBack() {
        upstream.when(LLAMA).then(5, Fault.status(500));
        try (Gateway gateway = gateway(watched("fallback", target(LLAMA, ""), target(MISTRAL, "")))) {
            calls(gateway, 6);
            time.advance(COOLDOWN);

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().target()).isEqualTo("config.targets[0]");
            assertThat(gateway.health()).extracting(TargetHealth::state).containsOnly(TargetHealth.State.CLOSED);
        }
    }

    @Test
    void loadBalanceLeavesOpenTargetsOutAndKeepsTheOthersShares() {
        fails("bad");
        try (Gateway gateway = gateway(watched(
                "loadbalance",
                target("bad", "\"weight\": 8"),
                target("a", "\"weight\": 3"),
                target("b", "\"weight\": 1")))) {
            failUntilOpen(gateway);

            calls(gateway, 400);

            assertThat(upstream.requests("bad")).hasSize(5);
            assertThat(upstream.requests("a").size()).isBetween(270, 340);
        }
    }

    private static void failUntilOpen(Gateway gateway) {
        while (gateway.health().stream().noneMatch(health -> health.state() == TargetHealth.State.OPEN)) {
            try {
                gateway.chat(hello());
            } catch (UpstreamException e) {
                assertThat(e.status()).isEqualTo(500);
            }
        }
    }

    @Test
    void whenAllAreOpenAllAreUsed() {
        fails(LLAMA);
        fails(MISTRAL);
        try (Gateway gateway = gateway(watched("fallback", target(LLAMA, ""), target(MISTRAL, "")))) {
            for (int i = 0; i < 8; i++) {
                assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            }

            assertThat(upstream.requests(LLAMA)).hasSize(8);
            assertThat(upstream.requests(MISTRAL)).hasSize(8);
        }
    }

    @Test
    void aWeightOfZeroIsNoOtherWay() {
        fails("a");
        try (Gateway gateway = gateway(watched("loadbalance", target("a", ""), target("b", "\"weight\": 0")))) {
            for (int i = 0; i < 8; i++) {
                assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            }

            assertThat(upstream.requests("a")).hasSize(8);
        }
    }

    @Test
    void retriesEndWhenTheyOpenTheBreakerAndTheNextTargetAnswers() {
        fails(LLAMA);
        try (Gateway gateway =
                gateway(watched("fallback", target(LLAMA, "\"retry\": {\"attempts\": 5}"), target(MISTRAL, "")))) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(upstream.requests(LLAMA)).hasSize(5);
            assertThat(answer.report().target()).isEqualTo("config.targets[1]");
            assertThat(time.slept())
                    .as("no wait for an attempt that would be refused")
                    .hasSize(4);
        }
    }

    @Test
    void theStateSurvivesAnUpdateAndIsSharedByConfigsOfTheSameTarget() {
        fails(LLAMA);
        String other = watched("fallback", target(LLAMA, "\"retry\": 1"), target("another", ""));
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(watched("fallback", target(LLAMA, ""), target(MISTRAL, "")))
                .config("named", other)
                .time(time)
                .build()) {
            calls(gateway, 5);

            gateway.update(other);
            calls(gateway, 1);
            gateway.chat(hello(), CallOptions.builder().config("named").build());

            assertThat(upstream.requests(LLAMA)).hasSize(5);
            assertThat(upstream.requests("another")).hasSize(2);
        }
    }

    @Test
    void aStrategyBelowIsSkippedWhenAllItsTargetsAreOpen() {
        fails("a");
        fails("b");
        String inner = watched("fallback", target("a", ""), target("b", ""));
        String config = TestGateways.strategy("fallback", inner, target(MISTRAL, ""));
        try (Gateway gateway = gateway(config)) {
            calls(gateway, 7);

            assertThat(upstream.requests("a")).hasSize(5);
            assertThat(upstream.requests("b")).hasSize(5);
            assertThat(upstream.requests(MISTRAL)).hasSize(7);
        }
    }

    @Test
    void describeAndHealthTellTheStateOfEachTarget() {
        fails(LLAMA);
        try (Gateway gateway = gateway(watched("fallback", target(LLAMA, ""), target(MISTRAL, "")))) {
            calls(gateway, 5);

            assertThat(gateway.describe())
                    .contains(
                            "ATTEMPT breaker opens at 5 failures in a row", "open, 5 failures in a row, next probe in")
                    .contains("closed, 0 failures in a row");
            assertThat(gateway.health())
                    .extracting(TargetHealth::provider, TargetHealth::model, TargetHealth::state)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("anyscale", LLAMA, TargetHealth.State.OPEN),
                            org.assertj.core.groups.Tuple.tuple("anyscale", MISTRAL, TargetHealth.State.CLOSED));
        }
    }

    @Test
    void withoutItsKeyThereIsNoBreaker() {
        fails(LLAMA);
        try (Gateway gateway = gateway(TestGateways.fallback())) {
            calls(gateway, 12);

            assertThat(upstream.requests(LLAMA)).hasSize(12);
            assertThat(gateway.health()).isEmpty();
        }
    }

    @Test
    void aLeafMayHaveABreakerOfItsOwnThatOnlyCounts() {
        fails("a");
        String config = target("a", "\"strategy\": {\"cb_config\": {\"failure_threshold\": 2}}");
        try (Gateway gateway = gateway(config)) {
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            }

            assertThat(gateway.health()).extracting(TargetHealth::state).containsExactly(TargetHealth.State.OPEN);
            assertThat(upstream.requests("a")).hasSize(4);
        }
    }

    @Test
    void aStrategyOverStrategiesHasNothingToWatch() {
        String config = watched("fallback", TestGateways.strategy("fallback", target("a", "")));

        assertThatThrownBy(() -> gateway(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.strategy.cb_config: watches targets that name a provider");
    }

    @Test
    void badSettingsAreErrorsWithTheirPaths() {
        String config = watched("fallback", target(LLAMA, ""))
                .replace(
                        "\"cb_config\": {}",
                        "\"cb_config\": {\"failure_threshold\": 0, \"cooldown\": 5, \"cooldownInterval\": \"x\"}");

        assertThatThrownBy(() -> gateway(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.strategy.cb_config.failure_threshold: expected a whole number from 1")
                .hasMessageContaining("config.strategy.cb_config.cooldown_interval: expected a whole number")
                .hasMessageContaining("config.strategy.cb_config.cooldown: ");
    }
}
