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
import dev.postern.api.Cancellation;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.Limits;
import dev.postern.api.Operation;
import dev.postern.api.RefusedException;
import dev.postern.spi.Position;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.Fault;
import dev.postern.testkit.Faults;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(UpstreamExtension.class)
class AdmissionTest {
    private final ScriptedUpstream upstream;

    AdmissionTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private Gateway gateway(int inFlight) {
        return TestGateways.builder(upstream)
                .config(target(MISTRAL, ""))
                .limits(Limits.defaults().withCalls(inFlight, 0, Duration.ZERO))
                .build();
    }

    @Test
    void aCallBeyondTheLimitIsRefusedAndNothingIsSent() {
        upstream.when(MISTRAL).then(Fault.silence());
        try (Gateway gateway = gateway(1)) {
            CompletableFuture<ChatResponse> running = gateway.chatAsync(hello());
            upstream.awaitRequests(1, Duration.ofSeconds(10));

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the gateway runs 1 calls, as many as its limits allow")
                    .satisfies(e -> {
                        GatewayException refused = (GatewayException) e;
                        assertThat(refused.status()).isEqualTo(503);
                        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
                        assertThat(refused.sent()).isFalse();
                        assertThat(refused.report().orElseThrow().attempts()).isEmpty();
                    });
            assertThat(upstream.requestCount()).isEqualTo(1);
            running.cancel(true);
        }
    }

    @Test
    void aStreamCountsUntilItEnds() {
        try (Gateway gateway = gateway(1)) {
            try (ChatStream stream = gateway.stream(hello())) {
                assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(RefusedException.class);
                stream.forEach(chunk -> {});
            }

            assertThat(gateway.chat(hello()).text()).isNotBlank();
        }
    }

    @Test
    void aStreamThatNobodyReadsGivesItsPlaceBackByItsDeadline() {
        Cancellation cancellation = new Cancellation();
        try (Gateway gateway = gateway(1)) {
            ChatStream forgotten = gateway.stream(
                    hello(), CallOptions.builder().cancellation(cancellation).build());

            cancellation.cancel(Cancellation.Reason.DEADLINE);

            assertThat(gateway.chat(hello()).text()).isNotBlank();
            forgotten.close();
        }
    }

    @Test
    void failuresAndCancelsGiveTheirPlacesBack() throws Exception {
        long seed = Soak.seed();
        upstream.any()
                .always(Faults.mix(
                        seed,
                        0.7,
                        List.of(
                                Fault.silence(),
                                Fault.status(500),
                                Fault.resetBeforeAnswer(),
                                Fault.stallAfterEvents(1),
                                Fault.malformedJson())));
        try (Gateway gateway = gateway(8)) {
            ExecutorService threads = Executors21.create();
            for (int t = 0; t < 16; t++) {
                Random random = new Random(seed + t);
                threads.execute(() -> {
                    for (int i = 0; i < 20; i++) {
                        callOnce(gateway, random);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();

            assertThat(gateway.describe()).contains("8 at one time", ": 0 in flight");
        }
    }

    private static void callOnce(Gateway gateway, Random random) {
        CallOptions options = CallOptions.builder()
                .deadline(Duration.ofMillis(5 + random.nextInt(30)))
                .build();
        try {
            if (random.nextBoolean()) {
                gateway.chat(hello(), options);
            } else {
                try (ChatStream stream = gateway.stream(hello(), options)) {
                    if (random.nextBoolean()) {
                        stream.forEach(chunk -> {});
                    }
                }
            }
        } catch (GatewayException e) {
            // every way to end is welcome here
        }
    }

    @Test
    void aTargetTakesNoMoreThanItsProviderAllowsAndTheNextOneHelps() {
        upstream.when(LLAMA).then(Fault.silence());
        try (Gateway gateway = limited(TestGateways.strategy(
                "fallback",
                target(LLAMA, ""),
                target("other", "\"api_key\": \"esecret_other\"")
                        .replace("\"api_key\": \"" + TestGateways.KEY + "\", ", "")))) {
            CompletableFuture<ChatResponse> running = gateway.chatAsync(hello());
            upstream.awaitRequests(1, Duration.ofSeconds(10));

            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.report().attempts())
                    .extracting(AttemptReport::status)
                    .containsExactly(429, 200);
            assertThat(answer.report().attempts().get(0).sent()).isFalse();
            assertThat(upstream.requests(LLAMA)).hasSize(1);
            running.cancel(true);
        }
    }

    @Test
    void aFullTargetAloneIsATypedRefusal() {
        upstream.when(LLAMA).then(Fault.silence());
        try (Gateway gateway = limited(target(LLAMA, ""))) {
            CompletableFuture<ChatResponse> running = gateway.chatAsync(hello());
            upstream.awaitRequests(1, Duration.ofSeconds(10));

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("config: 1 requests are under way")
                    .satisfies(e -> assertThat(((GatewayException) e).status()).isEqualTo(429));
            running.cancel(true);
        }
    }

    @Test
    void aStreamHoldsItsPlaceAtTheTargetUntilItEnds() {
        try (Gateway gateway = limited(target(MISTRAL, ""))) {
            try (ChatStream stream = gateway.stream(hello())) {
                assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(RefusedException.class);
                stream.forEach(chunk -> {});
            }

            assertThat(gateway.chat(hello()).text()).isNotBlank();
        }
    }

    /** Places a call of its own within each call that does not name a config. */
    private static StageFactory askingTwice() {
        return GivenStage.made(Position.CALL, "twice", context -> {
            return (call, next) -> {
                context.calls()
                        .call(
                                call,
                                Operation.CHAT,
                                call.body(),
                                CallOptions.builder().config("inner").build());
                return next.proceed(call);
            };
        });
    }

    @Test
    void aCallWithinACallNeedsNoPlaceOfItsOwn() {
        try (Gateway gateway = TestGateways.builder(upstream)
                .plugin(askingTwice())
                .config("inner", target(LLAMA, ""))
                .config(target(MISTRAL, "\"stages\": {\"twice\": {}}"))
                .limits(Limits.defaults().withCalls(1, 0, Duration.ZERO))
                .build()) {

            assertThat(gateway.chat(hello()).model()).isEqualTo(MISTRAL);

            assertThat(upstream.requests(LLAMA)).hasSize(1);
        }
    }

    /** Anyscale with a max_concurrent of 1. */
    private Gateway limited(String config) {
        String profile = upstream.profile() == Profile.ENDPOINTS ? "endpoints" : "ray-serve";
        return TestGateways.builder(upstream)
                .provider(
                        "anyscale",
                        Map.of("base_url", upstream.baseUrl().toString(), "profile", profile, "max_concurrent", 1))
                .config(config)
                .build();
    }
}
