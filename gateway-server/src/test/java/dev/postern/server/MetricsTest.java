/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
    @Test
    void callsAreCountedByOperationProviderStatusAndCache() {
        try (ServedGateway served = ServedGateway.start()) {
            served.chat(ServedGateway.HELLO);
            served.upstream.when(ServedGateway.LLAMA).then(Fault.status(500));
            served.chat(ServedGateway.HELLO);

            String text = served.get("/metrics").body();

            assertThat(text)
                    .contains(
                            "postern_calls_total{cache=\"DISABLED\",operation=\"chat\",provider=\"anyscale\",status=\"200\"} 1.0")
                    .contains("status=\"500\"} 1.0")
                    .contains("postern_tokens_total{kind=\"prompt\",provider=\"anyscale\"} 12.0")
                    .contains("postern_cost_total{currency=\"USD\",provider=\"anyscale\"}")
                    .contains("postern_requests_in_flight 1.0")
                    .contains("postern_call_duration_seconds_count{provider=\"anyscale\"} 2");
        }
    }
}
