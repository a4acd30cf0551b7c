/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.ChatChunk;
import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that their callers leave: the provider's socket is closed each time, and the record says cancelled. */
@Tag("soak")
class CancelReachesProviderTest {
    private static final int CALLS = Soak.times(60, 2_000);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountingObserver observer = new CountingObserver();

    @Test
    @Timeout(600)
    void everyCancelIsSeenByTheProviderAndInTheRecord() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(10).start();
                Gateway gateway = TestGateways.builder(upstream)
                        .config(target(MISTRAL, ""))
                        .observer(observer)
                        .build()) {
            upstream.any().always(Fault.stallAfterEvents(2));

            for (int i = 0; i < CALLS; i++) {
                if (i % 3 == 0) {
                    closeAfterOneChunk(gateway);
                } else if (i % 3 == 1) {
                    gateway.stream(hello()).close();
                } else {
                    cancelWhileWaiting(upstream, gateway, i + 1);
                }
            }

            upstream.awaitCallerGone(CALLS, PATIENCE);
            upstream.awaitOpenConnections(0, PATIENCE);
            assertThat(observer.cancelled()).isEqualTo(CALLS);
        }
        Soak.record("cancel", Map.of("calls", CALLS, "seen_by_provider", CALLS, "recorded", observer.cancelled()));
    }

    private static void closeAfterOneChunk(Gateway gateway) {
        try (ChatStream stream = gateway.stream(hello())) {
            Iterator<ChatChunk> chunks = stream.iterator();
            assertThat(chunks.hasNext()).isTrue();
            chunks.next();
        }
    }

    private static void cancelWhileWaiting(ScriptedUpstream upstream, Gateway gateway, long requests)
            throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.builder().cancellation(cancellation).build();
        Thread caller = new Thread(() -> {
            try {
                gateway.chat(hello(), options);
            } catch (CancelledException e) {
                // as it should
            }
        });
        caller.start();
        upstream.awaitRequests(requests, PATIENCE);
        cancellation.cancel(Cancellation.Reason.CALLER);
        caller.join();
    }
}
