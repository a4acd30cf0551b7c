/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.ChatResponse;
import dev.postern.api.DeadlineException;
import dev.postern.api.Gateway;
import dev.postern.api.RefusedException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CancellationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""));

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    static Stream<Fault> stalls() {
        return Stream.of(
                Fault.silence(),
                Fault.stallAfterHeaders(),
                Fault.stallAfterBytes(10),
                Fault.drip(1, Duration.ofMillis(20)),
                Fault.none().delay(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void everyStallEndsByTheDeadlineAndReachesTheProvider(Fault stall) {
        upstream.when(MISTRAL).always(stall);
        CallOptions soon =
                CallOptions.builder().deadline(Duration.ofMillis(700)).build();

        assertThatThrownBy(() -> gateway.chat(hello(), soon))
                .isInstanceOfSatisfying(DeadlineException.class, failure -> {
                    assertThat(failure.sent()).isTrue();
                    assertThat(failure.report().orElseThrow().attempts()).hasSize(1);
                });
        upstream.awaitCallerGone(1, PATIENCE);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void everyStallEndsByTheRequestTimeoutAndFallsOver(Fault stall) {
        upstream.when("slow").always(stall);
        String config =
                TestGateways.strategy("fallback", target("slow", "\"request_timeout\": 600"), target(MISTRAL, ""));
        try (Gateway falling = TestGateways.gateway(upstream, config)) {

            ChatResponse answer = falling.chat(hello());

            assertThat(answer.report().target()).isEqualTo("config.targets[1]");
            assertThat(answer.report().attempts().get(0).status()).isEqualTo(408);
            assertThat(answer.report().attempts().get(0).sent()).isTrue();
        }
    }

    @Test
    void theCallsOwnRequestTimeoutReplacesTheConfigs() {
        upstream.when(MISTRAL).always(Fault.silence());
        CallOptions soon =
                CallOptions.builder().requestTimeout(Duration.ofMillis(100)).build();

        assertThatThrownBy(() -> gateway.chat(hello(), soon))
                .isInstanceOfSatisfying(
                        DeadlineException.class,
                        failure -> assertThat(failure.retryable()).isTrue());
    }

    @Test
    void cancellingFromOutsideEndsTheCallAndTheProvidersWork() throws Exception {
        upstream.when(MISTRAL).always(Fault.silence());
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.builder().cancellation(cancellation).build();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                gateway.chat(hello(), options);
            } catch (RuntimeException e) {
                seen.set(e);
            }
        });
        caller.start();
        upstream.awaitRequests(1, PATIENCE);

        cancellation.cancel(Cancellation.Reason.CALLER);
        caller.join(PATIENCE.toMillis());

        assertThat(seen.get()).isInstanceOf(CancelledException.class);
        upstream.awaitCallerGone(1, PATIENCE);
    }

    @Test
    void interruptingTheThreadEndsTheCallAndKeepsTheFlag() throws Exception {
        upstream.when(MISTRAL).always(Fault.silence());
        AtomicReference<Throwable> seen = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                gateway.chat(hello());
            } catch (RuntimeException e) {
                seen.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        upstream.awaitRequests(1, PATIENCE);

        caller.interrupt();
        caller.join(PATIENCE.toMillis());

        assertThat(seen.get()).isInstanceOf(CancelledException.class);
        assertThat(flag.get()).isTrue();
        upstream.awaitCallerGone(1, PATIENCE);
    }

    @Test
    void cancellingTheFutureReachesTheProvider() {
        upstream.when(MISTRAL).always(Fault.silence());
        CompletableFuture<ChatResponse> future = gateway.chatAsync(hello());
        upstream.awaitRequests(1, PATIENCE);

        future.cancel(true);

        upstream.awaitCallerGone(1, PATIENCE);
    }

    @Test
    void chatAsyncCompletesWithTheAnswerOrTheFailure() throws Exception {
        assertThat(gateway.chatAsync(hello()).get(10, TimeUnit.SECONDS).text()).isEqualTo(" This is a test");

        upstream.when(MISTRAL).always(Fault.status(500));
        CompletableFuture<ChatResponse> failing = gateway.chatAsync(hello());

        assertThatThrownBy(failing::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("HTTP 500");
    }

    @Test
    void aCallAfterCloseIsRefusedAndClosingTwiceIsHarmless() {
        gateway.close();
        gateway.close();

        assertThatThrownBy(() -> gateway.chat(hello()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the gateway is closed");
        assertThat(upstream.requestCount()).isZero();
    }

    @Test
    void closeLetsRunningCallsEnd() throws Exception {
        upstream.when(MISTRAL).always(Fault.none().delay(Duration.ofMillis(300)));
        CompletableFuture<ChatResponse> running = gateway.chatAsync(hello());
        upstream.awaitRequests(1, PATIENCE);

        gateway.close();

        assertThat(running.get(10, TimeUnit.SECONDS).text()).isEqualTo(" This is a test");
    }

    @Test
    void closeCancelsWhatDoesNotEndInTime() {
        upstream.when(MISTRAL).always(Fault.silence());
        Gateway impatient = TestGateways.builder(upstream)
                .config(target(MISTRAL, ""))
                .limits(dev.postern.api.Limits.defaults().withCloseTimeout(Duration.ofMillis(100)))
                .build();
        CompletableFuture<ChatResponse> running = impatient.chatAsync(hello());
        upstream.awaitRequests(1, PATIENCE);

        impatient.close();

        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(CancelledException.class);
        upstream.awaitCallerGone(1, PATIENCE);
    }

    @Test
    void noThreadIsLeftAfterClose() throws Exception {
        gateway.chatAsync(hello()).get(10, TimeUnit.SECONDS);

        gateway.close();

        long until = System.nanoTime() + PATIENCE.toNanos();
        while (ours() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(ours()).isZero();
    }

    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("postern-")
                        && !thread.getName().contains("upstream"))
                .filter(Thread::isAlive)
                .count();
    }
}
