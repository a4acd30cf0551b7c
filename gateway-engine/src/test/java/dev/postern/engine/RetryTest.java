/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.strategy;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(UpstreamExtension.class)
class RetryTest {
    private static final String HONOURS = "\"retry\": {\"attempts\": 2, \"use_retry_after_header\": true}";

    private final ScriptedUpstream upstream;
    private final SleepRecorder time = new SleepRecorder();

    RetryTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private Gateway gateway(String config) {
        return TestGateways.builder(upstream)
                .config(config)
                .time(time)
                .random(new Random(1))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 529})
    void transientStatusesAreRetried(int status) {
        upstream.when(MISTRAL).then(Fault.status(status));
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 2}"))) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().retries()).isEqualTo(1);
            assertThat(answer.report().attempts()).hasSize(2);
            assertThat(upstream.requestCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 408, 413, 422})
    void callersFaultsAreNotRetriedUnlessListed(int status) {
        upstream.when(MISTRAL).always(Fault.status(status));
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 2}"));
                Gateway listed = gateway(
                        target(MISTRAL, "\"retry\": {\"attempts\": 2, \"on_status_codes\": [" + status + "]}"))) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            assertThat(upstream.requestCount()).isEqualTo(1);

            assertThatThrownBy(() -> listed.chat(hello())).isInstanceOf(UpstreamException.class);
            assertThat(upstream.requestCount()).isEqualTo(4);
        }
    }

    @Test
    void usedUpRetriesAreReportedAsMinusOne() {
        upstream.when(MISTRAL).always(Fault.status(503));
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 2}"))) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOfSatisfying(UpstreamException.class, failure -> {
                assertThat(failure.report().orElseThrow().retries()).isEqualTo(-1);
                assertThat(failure.report().orElseThrow().attempts()).hasSize(3);
            });
        }
    }

    @Test
    void waitsAreDrawnBelowADoublingBound() {
        upstream.when(MISTRAL).always(Fault.status(503));
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 3}"))) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);

            assertThat(time.slept()).hasSize(3);
            assertThat(time.slept().get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(time.slept().get(1)).isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(time.slept().get(2)).isLessThanOrEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void retryAfterInSecondsIsHonouredWhenAskedFor() {
        upstream.when(MISTRAL).then(Fault.status(429).retryAfter("7"));
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            gateway.chat(hello());

            assertThat(time.slept()).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void retryAfterMsWinsOverRetryAfter() {
        upstream.when(MISTRAL).then(Fault.status(503).retryAfter("7").retryAfterMs("250"));
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            gateway.chat(hello());

            assertThat(time.slept()).containsExactly(Duration.ofMillis(250));
        }
    }

    @Test
    void retryAfterAsADateCountsFromNow() {
        upstream.when(MISTRAL).then(Fault.status(503).retryAfter("Wed, 21 Oct 2026 07:28:09 GMT"));
        time.now("2026-10-21T07:28:00Z");
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            gateway.chat(hello());

            assertThat(time.slept()).containsExactly(Duration.ofSeconds(9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "-1", "", "1e3"})
    void aRetryAfterThatMakesNoSenseIsIgnored(String junk) {
        upstream.when(MISTRAL).then(Fault.status(503).retryAfter(junk));
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            assertThat(gateway.chat(hello()).report().retries()).isEqualTo(1);
            assertThat(time.slept()).allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) <= 0);
        }
    }

    @Test
    void aWaitBeyondAllMeasureEndsTheRetriesAtOnce() {
        upstream.when(MISTRAL).always(Fault.status(429).retryAfter("99999999999999999999"));
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);

            assertThat(upstream.requestCount()).isEqualTo(1);
            assertThat(time.slept()).isEmpty();
        }
    }

    @Test
    void aWaitBeyondAMinuteEndsTheRetriesAtOnce() {
        upstream.when(MISTRAL).always(Fault.status(429).retryAfter("61"));
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOfSatisfying(UpstreamException.class, failure -> {
                assertThat(failure.report().orElseThrow().retries()).isEqualTo(-1);
                assertThat(failure.retryAfter()).contains(Duration.ofSeconds(61));
            });
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void aWaitThatDoesNotFitTheDeadlineEndsTheRetriesAtOnce() {
        upstream.when(MISTRAL).always(Fault.status(429).retryAfter("30"));
        CallOptions short20 =
                CallOptions.builder().deadline(Duration.ofSeconds(20)).build();
        try (Gateway gateway = gateway(target(MISTRAL, HONOURS))) {

            assertThatThrownBy(() -> gateway.chat(hello(), short20)).isInstanceOf(UpstreamException.class);

            assertThat(upstream.requestCount()).isEqualTo(1);
            assertThat(time.slept()).isEmpty();
        }
    }

    @Test
    void oneCallRetriesAtMostEightTimesInAll() {
        String config = strategy(
                "fallback",
                target("a", "\"retry\": {\"attempts\": 5}"),
                target("b", "\"retry\": {\"attempts\": 5}"),
                target("c", "\"retry\": {\"attempts\": 5}"));
        upstream.any().always(Fault.status(503));
        try (Gateway gateway = gateway(config)) {
            earnBudget(gateway);

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);

            assertThat(upstream.requestCount()).isEqualTo(3 + 8);
        }
    }

    /** Lets calls that succeed earn retries, so that the budget is not what ends them. */
    private void earnBudget(Gateway gateway) {
        upstream.reset();
        for (int i = 0; i < 100; i++) {
            gateway.chat(hello());
        }
        upstream.reset();
        upstream.any().always(Fault.status(503));
    }

    @Test
    void retriesPerHostStayWithinAFifthOfTheCallsAndThreeASecond() {
        upstream.any().always(Fault.status(503));
        time.frozen();
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 5}"))) {

            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            }

            assertThat(upstream.requestCount() - 200).isLessThanOrEqualTo(200 / 5 + 3);
        }
    }

    @Test
    void theCallsOwnRetryCountReplacesTheConfigs() {
        upstream.when(MISTRAL).always(Fault.status(503));
        CallOptions none = CallOptions.builder().retries(0).build();
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 3}"))) {

            assertThatThrownBy(() -> gateway.chat(hello(), none)).isInstanceOf(UpstreamException.class);

            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void transportFailuresAreRetriedAs502() {
        upstream.when(MISTRAL).then(Fault.resetBeforeAnswer());
        try (Gateway gateway = gateway(target(MISTRAL, "\"retry\": {\"attempts\": 1, \"on_status_codes\": [502]}"))) {

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().retries()).isEqualTo(1);
            assertThat(answer.report().attempts().get(0).status()).isEqualTo(502);
            assertThat(answer.report().attempts().get(0).sent()).isTrue();
        }
    }
}
