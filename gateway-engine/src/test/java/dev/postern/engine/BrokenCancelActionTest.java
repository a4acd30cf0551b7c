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
import dev.postern.api.DeadlineException;
import dev.postern.api.Gateway;
import dev.postern.engine.deadline.Watchdog;
import dev.postern.spi.Position;
import dev.postern.spi.StageFactory;
import dev.postern.spi.TimeSource;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(UpstreamExtension.class)
class BrokenCancelActionTest {
    private final ScriptedUpstream upstream;

    BrokenCancelActionTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    /** A stage that registers an action which breaks the rule not to throw. */
    private static StageFactory throwing() {
        return GivenStage.at(Position.CALL, "throwing", (call, next) -> {
            call.cancellation().onCancel(() -> {
                throw new IllegalStateException("boom");
            });
            return next.proceed(call);
        });
    }

    @Test
    void deadlinesOfLaterCallsStillFire() {
        upstream.when(MISTRAL).always(Fault.silence());
        CallOptions soon =
                CallOptions.builder().deadline(Duration.ofMillis(100)).build();
        String config = target(MISTRAL, "\"stages\": {\"throwing\": {}}");
        try (Gateway gateway =
                TestGateways.builder(upstream).config(config).plugin(throwing()).build()) {

            assertThatThrownBy(() -> gateway.chat(hello(), soon)).isInstanceOf(DeadlineException.class);
            assertThatThrownBy(() -> gateway.chat(hello(), soon)).isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void anActionThatThrowsKeepsNoOtherFromRunning() throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        AtomicBoolean ran = new AtomicBoolean();
        cancellation.onCancel(() -> {
            throw new AssertionError("boom");
        });
        cancellation.onCancel(() -> ran.set(true));
        Cancellation later = new Cancellation();
        CountDownLatch fired = new CountDownLatch(1);
        later.onCancel(fired::countDown);
        try (Watchdog watchdog = new Watchdog(TimeSource.system())) {

            watchdog.cancelAfter(Duration.ofMillis(1), cancellation, Cancellation.Reason.DEADLINE);
            watchdog.cancelAfter(Duration.ofMillis(50), later, Cancellation.Reason.DEADLINE);

            assertThat(fired.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isTrue();
        }
    }
}
