/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CancelledException;
import dev.postern.api.DeadlineException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.TargetHealth;
import dev.postern.api.UnreachableException;
import dev.postern.engine.config.BreakerNode;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Target;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.ScriptedChain;
import dev.postern.testkit.TestCalls;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BreakerStageTest {
    private static final Duration COOLDOWN = Duration.ofSeconds(30);
    private static final TargetKey KEY = new TargetKey("anyscale", "http://a:1", "env:KEY", null);
    private static final Chain FAILING = call -> ScriptedChain.whole(500, "{}");
    private static final Chain ANSWERING = call -> ScriptedChain.whole(200, "{}");

    private final FakeTime time = new FakeTime();
    private final TargetStates states = new TargetStates(time);
    private final BreakerGroup group = new BreakerGroup(new BreakerNode(5, 50, 10, COOLDOWN, Set.of()));
    private final BreakerStage stage = new BreakerStage(KEY, states, group, "config.targets[0]");

    /** Another target that always lets calls through. */
    private record Sibling() implements Target {
        @Override
        public String name() {
            return "sibling";
        }

        @Override
        public String path() {
            return "config.targets[1]";
        }

        @Override
        public double weight() {
            return 1;
        }

        @Override
        public Reply call(Call call) {
            return ScriptedChain.whole(200, "{}");
        }
    }

    private static Call call() {
        return TestCalls.chat("m", "hello").call();
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            stage.handle(call(), FAILING);
        }
        assertThat(stage.health().state()).isEqualTo(TargetHealth.State.OPEN);
    }

    @Test
    void fiveFailuresInARowOpenIt() {
        for (int i = 0; i < 4; i++) {
            stage.handle(call(), FAILING);
        }
        assertThat(stage.available()).isTrue();

        stage.handle(call(), FAILING);

        assertThat(stage.available()).isFalse();
        assertThat(stage.health())
                .isEqualTo(new TargetHealth("anyscale", "http://a:1", null, TargetHealth.State.OPEN, 5, COOLDOWN));
    }

    @Test
    void halfOfTenOpensItThoughNoRowIsLong() {
        for (int i = 0; i < 5; i++) {
            assertThat(stage.available()).isTrue();
            stage.handle(call(), ANSWERING);
            stage.handle(call(), FAILING);
        }

        assertThat(stage.available()).isFalse();
    }

    @Test
    void failuresOfMoreThanAMinuteAgoDoNotCountForTheShare() {
        for (int i = 0; i < 4; i++) {
            stage.handle(call(), FAILING);
            stage.handle(call(), ANSWERING);
        }
        time.advance(Duration.ofSeconds(61));

        stage.handle(call(), ANSWERING);
        stage.handle(call(), FAILING);
        stage.handle(call(), FAILING);

        assertThat(stage.available()).isTrue();
    }

    @Test
    void transportFailuresAndTimeoutsCount() {
        for (int i = 0; i < 3; i++) {
            throwing(new UnreachableException("refused", false, null));
        }
        for (int i = 0; i < 2; i++) {
            throwing(DeadlineException.ofAttempt("slow", true));
        }

        assertThat(stage.available()).isFalse();
    }

    @Test
    void cancelledCallsAndThoseOutOfTimeDoNotCount() {
        for (int i = 0; i < 20; i++) {
            throwing(new CancelledException("gone", true));
            throwing(DeadlineException.ofCall("over", true));
        }

        assertThat(stage.health().failures()).isZero();
    }

    private void throwing(RuntimeException failure) {
        assertThatThrownBy(() -> stage.handle(call(), c -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void rateLimitsNeitherCountNorBreakARow() {
        for (int i = 0; i < 4; i++) {
            stage.handle(call(), FAILING);
            stage.handle(call(), c -> ScriptedChain.whole(429, "{}"));
        }
        assertThat(stage.available()).isTrue();

        stage.handle(call(), FAILING);

        assertThat(stage.available()).isFalse();
    }

    @Test
    void aPromptThatIsTooLongIsNoFailureOfTheTarget() {
        for (int i = 0; i < 10; i++) {
            stage.handle(call(), c -> ScriptedChain.whole(500, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
        }

        assertThat(stage.available()).isTrue();
    }

    @Test
    void listedStatusesReplaceTheDefault() {
        BreakerStage own = new BreakerStage(
                new TargetKey("openai", "http://b:1", "call", null),
                states,
                new BreakerGroup(new BreakerNode(2, 100, 1000, COOLDOWN, Set.of(429))),
                "config");
        for (int i = 0; i < 9; i++) {
            own.handle(call(), FAILING);
        }
        assertThat(own.available()).isTrue();

        own.handle(call(), c -> ScriptedChain.whole(429, "{}"));
        own.handle(call(), c -> ScriptedChain.whole(429, "{}"));

        assertThat(own.available()).isFalse();
    }

    @Test
    void oneProbeAfterTheCooldownClosesIt() {
        open();
        time.advance(COOLDOWN);
        assertThat(stage.health().state()).isEqualTo(TargetHealth.State.HALF_OPEN);

        stage.handle(call(), ANSWERING);

        assertThat(stage.health().state()).isEqualTo(TargetHealth.State.CLOSED);
        assertThat(stage.health().failures()).isZero();
    }

    @Test
    void failedProbesDoubleTheCooldownUpToTenTimes() {
        open();
        for (int times : new int[] {2, 4, 8, 10, 10}) {
            time.advance(stage.health().probeIn());

            stage.handle(call(), FAILING);

            assertThat(stage.health().probeIn()).isEqualTo(COOLDOWN.multipliedBy(times));
        }
    }

    @Test
    void aProbeThatTellsNothingLeavesTheNextCallToProbe() {
        open();
        time.advance(COOLDOWN);

        throwing(new CancelledException("gone", true));

        assertThat(stage.available()).isTrue();
        assertThat(stage.health().state()).isEqualTo(TargetHealth.State.HALF_OPEN);
    }

    @Test
    void openItRefusesWhereAnotherTargetIsLeft() {
        group.connect(List.of(new Sibling()));
        open();

        assertThatThrownBy(() -> stage.handle(call(), ANSWERING))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("config.targets[0]: its breaker is open")
                .satisfies(e -> assertThat(((RefusedException) e).sent()).isFalse());
    }

    @Test
    void openItLetsCallsThroughWhereNoOtherTargetIsLeftAndClosesOnASuccess() {
        open();

        stage.handle(call(), FAILING);
        assertThat(stage.health().probeIn()).as("no probe, so no longer wait").isEqualTo(COOLDOWN);
        stage.handle(call(), ANSWERING);

        assertThat(stage.health().state()).isEqualTo(TargetHealth.State.CLOSED);
    }

    @Test
    void anAnswerFromBeforeItOpenedDoesNotCloseIt() {
        stage.handle(call(), c -> {
            open();
            return ScriptedChain.whole(200, "{}");
        });

        assertThat(stage.health().state()).isEqualTo(TargetHealth.State.OPEN);
    }

    @Test
    void targetsOfTheSameKeyShareOneBreaker() {
        BreakerStage other = new BreakerStage(KEY, states, group, "config.targets[7]");

        open();

        assertThat(other.available()).isFalse();
        assertThat(states.health()).hasSize(1);
    }

    @Test
    void anIdleOneIsDroppedAfterAnHourAndRegistersAgainWhenUsed() {
        open();
        time.advance(Duration.ofHours(1));
        new BreakerStage(new TargetKey("openai", "http://b:1", "call", null), states, group, "config");
        assertThat(states.health()).extracting(TargetHealth::provider).containsExactly("openai");

        stage.handle(call(), FAILING);

        assertThat(states.health()).hasSize(2);
    }

    @Test
    void sixtyFourThreadsSendOneProbe() throws Exception {
        group.connect(List.of(new Sibling()));
        for (int round = 0; round < 50; round++) {
            states.breaker(KEY);
            open();
            time.advance(stage.health().probeIn());
            AtomicInteger sent = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            CountDownLatch others = new CountDownLatch(63);

            atOnce(64, () -> {
                try {
                    stage.handle(call(), c -> {
                        sent.incrementAndGet();
                        // The probe ends last, so that every other thread meets it.
                        awaitAll(others);
                        return ScriptedChain.whole(200, "{}");
                    });
                } catch (RefusedException e) {
                    refused.incrementAndGet();
                    others.countDown();
                }
            });

            assertThat(sent.get()).isEqualTo(1);
            assertThat(refused.get()).isEqualTo(63);
            assertThat(stage.health().state()).isEqualTo(TargetHealth.State.CLOSED);
        }
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void atOnce(int count, Runnable work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            for (int i = 0; i < count; i++) {
                threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    work.run();
                    return null;
                });
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
