/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.strategy;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UpstreamExtension.class)
class LoadBalanceTest {
    private final ScriptedUpstream upstream;

    LoadBalanceTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    @Test
    void weightsOfThreeToOneShareTenThousandCallsThreeToOne() {
        String config = strategy("loadbalance", target("a", "\"weight\": 3"), target("b", "\"weight\": 1"));
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(config)
                .random(new Random(7))
                .build()) {

            int first = 0;
            for (int i = 0; i < 10_000; i++) {
                if (gateway.chat(hello()).report().target().equals("config.targets[0]")) {
                    first++;
                }
            }

            // Five standard deviations of a binomial distribution: sqrt(10000 * 0.75 * 0.25) = 43.3.
            assertThat(first).isCloseTo(7_500, within(217));
        }
    }

    @Test
    void aWeightOfZeroIsNeverUsed() {
        String config = strategy(
                "loadbalance",
                target("zero", "\"weight\": 0"),
                target("a", "\"weight\": 0.001"),
                target("zero", "\"weight\": 0"));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {

            for (int i = 0; i < 200; i++) {
                gateway.chat(hello());
            }

            assertThat(upstream.requests("zero")).isEmpty();
        }
    }

    @Test
    void weightsThatAreAllZeroAreAnErrorOfTheConfig() {
        String config = strategy("loadbalance", target("a", "\"weight\": 0"), target("b", "\"weight\": 0"));

        assertThatThrownBy(() -> TestGateways.gateway(upstream, config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.targets");
    }
}
