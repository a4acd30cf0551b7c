/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.leastlatency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ChatRequest;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A config names the router like one of the engine's own; all else it gets by being on the class path. */
@ExtendWith(UpstreamExtension.class)
class RouterInConfigTest {
    private static final ChatRequest REQUEST =
            ChatRequest.builder().user("hello").build();

    private final ScriptedUpstream upstream;

    RouterInConfigTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static String target(String model) {
        return "{\"provider\": \"anyscale\", \"api_key\": \"esecret_test\", \"override_params\": {\"model\": \"" + model
                + "\"}}";
    }

    private static String config(String strategy) {
        return "{\"strategy\": {" + strategy + "}, \"targets\": [" + target("quick") + ", " + target("slow") + "]}";
    }

    private Gateway gateway(String config) {
        return Gateway.builder()
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", "endpoints"))
                .config(config)
                .build();
    }

    @Test
    void callsGoToTheTargetThatAnsweredFaster() {
        upstream.when("slow").always(Fault.none().delay(Duration.ofMillis(300)));
        try (Gateway gateway = gateway(config("\"mode\": \"least-latency\""))) {
            for (int i = 0; i < 10; i++) {
                gateway.chat(REQUEST);
            }

            assertThat(gateway.describe()).contains("ROUTE least-latency").contains("router-plugin");
        }
        assertThat(upstream.requests("slow")).hasSize(1);
        assertThat(upstream.requests("quick")).hasSize(9);
    }

    @Test
    void keyThatTheRouterDoesNotReadIsAnError() {
        assertThatThrownBy(() -> gateway(config("\"mode\": \"least-latency\", \"window\": 5")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.strategy.window: unknown key");
    }
}
