/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Gateway;
import dev.postern.api.TargetHealth;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bad target loses its traffic and gets it back; when all are bad, none stays ejected. */
@Tag("soak")
class BreakerShareTest {
    private static final int CALLS = Soak.times(1_000, 10_000);
    private static final Duration EJECTION = Duration.ofSeconds(30);

    private final FakeTime time = new FakeTime();

    @Test
    @Timeout(600)
    void aBadTargetKeepsAtMostOnePercentAndComesBackWithinOneEjection() throws Exception {
        long seed = Soak.seed();
        String config = "{\"strategy\": {\"mode\": \"loadbalance\", \"cb_config\": {\"cooldown_interval\": 30000}},"
                + " \"targets\": [" + target("bad", "") + ", " + target("good", "") + "]}";
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(10).start();
                Gateway gateway = TestGateways.builder(upstream)
                        .config(config)
                        .time(time)
                        .random(new Random(seed))
                        .build()) {
            upstream.when("bad").always(Fault.status(503));
            untilOpen(gateway);
            Random pace = new Random(seed);

            int failed = 0;
            for (int i = 0; i < CALLS; i++) {
                // About 20 calls a second, so that probes come at their times.
                time.advance(Duration.ofMillis(pace.nextInt(100)));
                failed += succeeds(gateway) ? 0 : 1;
            }
            upstream.reset();
            Duration open = gateway.health().get(0).probeIn();
            time.advance(open);
            int until = 0;
            while (gateway.health().get(0).state() != TargetHealth.State.CLOSED) {
                assertThat(succeeds(gateway)).isTrue();
                until++;
            }

            double share = 100.0 * failed / CALLS;
            Soak.record("breaker", Map.of("calls", CALLS, "share_percent", share, "calls_until_back", until));
            assertThat(share).isLessThanOrEqualTo(1);
            assertThat(open).isLessThanOrEqualTo(EJECTION.multipliedBy(10));
            // Every second call is drawn for the target that is back: 60 misses in a row are one in 10^18.
            assertThat(until).isLessThan(60);
        }
    }

    private static boolean succeeds(Gateway gateway) {
        try {
            gateway.chat(hello());
            return true;
        } catch (UpstreamException e) {
            return false;
        }
    }

    private static void untilOpen(Gateway gateway) {
        int failures = 0;
        while (gateway.health().stream().allMatch(health -> health.state() == TargetHealth.State.CLOSED)) {
            failures += succeeds(gateway) ? 0 : 1;
        }
        assertThat(failures).isLessThanOrEqualTo(5);
    }
}
