/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.RefusedException;
import dev.postern.spi.Position;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(UpstreamExtension.class)
class AsyncCloseTest {
    private static final int MORE_THAN_THE_POOL = 256;

    private final ScriptedUpstream upstream;

    AsyncCloseTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    /** A plugin that keeps all threads of the pool on 17 busy with work of its own. */
    private static StageFactory hog() {
        return GivenStage.made(Position.CALL, "hog", context -> {
            for (int i = 0; i < MORE_THAN_THE_POOL; i++) {
                context.executor().execute(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            return (call, next) -> next.proceed(call);
        });
    }

    @Test
    void closingCompletesCallsThatStillWaitForAThread() {
        upstream.when(MISTRAL).always(Fault.status(500));
        CompletableFuture<ChatResponse> waiting;
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(target(MISTRAL, "\"stages\": {\"hog\": {}}"))
                .plugin(hog())
                .build()) {

            waiting = gateway.chatAsync(hello());
        }

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(GatewayException.class);
    }

    @Test
    void aClosedGatewayRefusesAsynchronousCallsForWhatItIs() {
        Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, ""));
        gateway.close();

        assertThatThrownBy(() -> gateway.chatAsync(hello()).join())
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("gateway is closed");
    }
}
