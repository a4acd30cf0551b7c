/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.UpstreamException;
import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import dev.postern.spi.Target;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What routers are told of their targets' latency; the time passes in a stage, by as much as a test says. */
@ExtendWith(UpstreamExtension.class)
class TargetLatencyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ScriptedUpstream upstream;
    private final FakeTime time = new FakeTime();
    private final List<Duration> seen = new CopyOnWriteArrayList<>();
    private Duration takes = SECOND;

    TargetLatencyTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private final class Watching implements RouterFactory {
        @Override
        public String id() {
            return "watching";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Router create(StageContext context, List<Target> targets) {
            return (call, all) -> {
                seen.add(all.get(0).latency());
                return all.get(0).call(call);
            };
        }
    }

    private StageFactory slow() {
        return GivenStage.at(Position.ATTEMPT, "slow", (call, next) -> {
            time.advance(takes);
            return next.proceed(call);
        });
    }

    private static String config(String more, String... targets) {
        return "{\"strategy\": {\"mode\": \"watching\"}, \"stages\": {\"slow\": {}}" + more + ", \"targets\": ["
                + String.join(", ", targets) + "]}";
    }

    private Gateway.Builder builder() {
        return TestGateways.builder(upstream).time(time).plugin(new Watching()).plugin(slow());
    }

    @Test
    void averageFollowsTheAnswersByAnEighth() {
        try (Gateway gateway = builder().config(config("", target("m", ""))).build()) {
            gateway.chat(hello());
            takes = Duration.ofSeconds(9);
            gateway.chat(hello());
            gateway.chat(hello());
        }

        assertThat(seen).containsExactly(Duration.ZERO, SECOND, Duration.ofSeconds(2));
    }

    @Test
    void streamCountsUntilItsFirstEvent() {
        try (Gateway gateway = builder().config(config("", target("m", ""))).build()) {
            try (ChatStream stream = gateway.stream(hello())) {
                stream.forEach(chunk -> time.advance(SECOND));
            }
            gateway.chat(hello());
        }

        assertThat(seen).containsExactly(Duration.ZERO, SECOND);
    }

    @Test
    void targetThatFailsFastDoesNotLookFast() {
        try (Gateway gateway = builder().config(config("", target("m", ""))).build()) {
            gateway.chat(hello());
            takes = Duration.ZERO;
            upstream.when("m").then(Fault.status(500));
            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);
            gateway.chat(hello());
        }

        assertThat(seen).containsExactly(Duration.ZERO, SECOND, SECOND);
    }

    @Test
    void whatWasSeenIsForgottenAfterAMinute() {
        try (Gateway gateway = builder().config(config("", target("m", ""))).build()) {
            gateway.chat(hello());
            time.advance(Duration.ofSeconds(61));
            gateway.chat(hello());
        }

        assertThat(seen).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void configsThatNameTheSameTargetShareItsLatency() {
        String inner = "{\"strategy\": {\"mode\": \"fallback\"}, \"targets\": [" + target("m", "") + "]}";
        try (Gateway gateway = builder()
                .config("one", config("", target("m", "\"weight\": 3")))
                .config("two", config(", \"metadata\": {\"a\": \"b\"}", target("m", "\"name\": \"x\"")))
                .config("other", config("", target("n", "")))
                .config("inner", config("", inner))
                .config("inner-again", config("", inner))
                .build()) {
            for (String name : List.of("one", "two", "other", "inner", "inner-again")) {
                gateway.chat(hello(), CallOptions.builder().config(name).build());
            }
        }

        assertThat(seen).containsExactly(Duration.ZERO, SECOND, Duration.ZERO, Duration.ZERO, SECOND);
    }
}
