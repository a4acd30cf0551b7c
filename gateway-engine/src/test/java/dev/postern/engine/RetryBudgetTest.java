/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Gateway;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An outage under load: the retries of a host stay within its budget. */
@Tag("soak")
class RetryBudgetTest {
    private static final int CALLS = Soak.times(500, 10_000);

    @Test
    void anOutageSeesAtMostAFifthMoreAndThreeASecond() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(10).start();
                Gateway gateway = TestGateways.builder(upstream)
                        .config(target(MISTRAL, "\"retry\": {\"attempts\": 5, \"use_retry_after_header\": true}"))
                        .build()) {
            upstream.any().always(Fault.status(503).retryAfter("0"));
            AtomicInteger left = new AtomicInteger(CALLS);
            ExecutorService threads = Executors21.create();
            long startedAt = System.nanoTime();

            for (int t = 0; t < 32; t++) {
                threads.execute(() -> {
                    while (left.getAndDecrement() > 0) {
                        try {
                            gateway.chat(hello());
                        } catch (UpstreamException e) {
                            // every call of this test fails; how often it was sent is what counts
                        }
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();

            double seconds = (System.nanoTime() - startedAt) / 1e9;
            long retries = upstream.requestCount() - CALLS;
            Soak.record("retry-budget", Map.of("calls", CALLS, "retries", retries, "seconds", seconds));
            assertThat((double) retries).isLessThanOrEqualTo(CALLS * 0.2 + 3 * (seconds + 1));
        }
    }
}
