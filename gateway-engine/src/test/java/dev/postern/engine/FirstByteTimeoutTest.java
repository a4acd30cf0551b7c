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
import dev.postern.api.DeadlineException;
import dev.postern.api.Gateway;
import dev.postern.api.Limits;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(UpstreamExtension.class)
class FirstByteTimeoutTest {
    private static final Duration FIRST_BYTE = Duration.ofMillis(100);

    private final ScriptedUpstream upstream;

    FirstByteTimeoutTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private Gateway gateway(String more) {
        upstream.when(MISTRAL).always(Fault.none().delay(FIRST_BYTE.multipliedBy(5)));
        Limits usual = Limits.defaults();
        return TestGateways.builder(upstream)
                .config(target(MISTRAL, more))
                .limits(new Limits(
                        usual.json(),
                        usual.maxUpstreamBodyBytes(),
                        usual.maxConnections(),
                        usual.connectTimeout(),
                        FIRST_BYTE,
                        usual.idleTimeout(),
                        usual.closeTimeout(),
                        usual.maxInFlight(),
                        usual.maxWaiting(),
                        usual.maxWait()))
                .build();
    }

    @Test
    void withoutARequestTimeoutTheFirstByteIsLimited() {
        try (Gateway gateway = gateway("")) {

            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void aLongerRequestTimeoutReplacesTheLimitOnTheFirstByte() {
        try (Gateway gateway = gateway("\"request_timeout\": 20000")) {

            assertThat(gateway.chat(hello()).text()).isEqualTo(" This is a test");
        }
    }

    @Test
    void aRequestTimeoutBeyondAllBoundsIsNone() {
        CallOptions endless = CallOptions.builder()
                .requestTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .deadline(Duration.ofSeconds(Long.MAX_VALUE))
                .build();
        try (Gateway gateway = gateway("")) {

            assertThat(gateway.chat(hello(), endless).text()).isEqualTo(" This is a test");
        }
    }

    @Test
    void aLongerRequestTimeoutOfTheCallReplacesItToo() {
        CallOptions patient =
                CallOptions.builder().requestTimeout(Duration.ofSeconds(20)).build();
        try (Gateway gateway = gateway("")) {

            assertThat(gateway.chat(hello(), patient).text()).isEqualTo(" This is a test");
        }
    }
}
