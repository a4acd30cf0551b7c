/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.spi.Right;
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

    @Test
    void whatCallersSendMakesNoLabels() {
        TestKeys keys = new TestKeys().with("pst_a", "tenant-canary", Right.CALL, Right.LOGS);
        try (ServedGateway served = ServedGateway.startWith(server -> server.keys(keys))) {
            String[] canaries = {"model-canary", "provider-canary", "config-canary", "trace-canary", "label-canary"};
            for (String header : new String[] {"x-portkey-provider", "x-portkey-config", "x-portkey-mode"}) {
                served.post(
                        ServedGateway.CHAT,
                        ServedGateway.HELLO.replace(ServedGateway.LLAMA, canaries[0]),
                        header,
                        header.endsWith("config") ? canaries[2] : canaries[1],
                        "x-portkey-api-key",
                        "pst_a",
                        "x-portkey-trace-id",
                        canaries[3],
                        "x-portkey-metadata",
                        "{\"" + canaries[4] + "\":\"x\"}");
            }
            served.chat(ServedGateway.HELLO.replace(ServedGateway.LLAMA, canaries[0]), "x-portkey-api-key", "pst_a");
            served.get("/path-canary", "x-portkey-api-key", "pst_a");

            String text = served.get("/metrics", "x-portkey-api-key", "pst_a").body();

            assertThat(text).contains("postern_calls_total").doesNotContain("canary");
        }
    }

    @Test
    void whatIsRefusedHereIsNoAttemptAtTheProvider() {
        try (ServedGateway served = ServedGateway.start()) {
            served.chat(ServedGateway.HELLO, "x-portkey-custom-host", "http://127.0.0.1:9");

            assertThat(served.get("/metrics").body())
                    .contains("status=\"403\"} 1.0")
                    .doesNotContain("postern_attempts_total{");
        }
    }
}
