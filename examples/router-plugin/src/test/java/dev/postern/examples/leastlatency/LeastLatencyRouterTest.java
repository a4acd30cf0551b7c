/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.leastlatency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.postern.api.ConfigException;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import dev.postern.testkit.ScriptedChain;
import dev.postern.testkit.TestCalls;
import dev.postern.testkit.TestStageContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeastLatencyRouterTest {
    private static final int CALLS = 9_000;

    private record Seen(String name, double weight, boolean available, Duration latency, AtomicInteger calls)
            implements Target {
        static Seen millis(String name, int millis) {
            return new Seen(name, 1, true, Duration.ofMillis(millis), new AtomicInteger());
        }

        Seen ejected() {
            return new Seen(name, weight, false, latency, calls);
        }

        Seen weightless() {
            return new Seen(name, 0, available, latency, calls);
        }

        @Override
        public String path() {
            return "config.targets." + name;
        }

        @Override
        public Reply call(Call call) {
            calls.incrementAndGet();
            return ScriptedChain.whole(200, "{}");
        }
    }

    private static Router router(Target... targets) {
        LeastLatencyRouterFactory factory = new LeastLatencyRouterFactory();
        return factory.create(TestStageContext.of(factory.keys(), "{}"), List.of(targets));
    }

    private static void send(Target... targets) {
        Router router = router(targets);
        for (int i = 0; i < CALLS; i++) {
            router.route(TestCalls.chat("m", "hi").call(), List.of(targets));
        }
    }

    @Test
    void fasterOfTwoTargetsGetsAllCalls() {
        Seen slow = Seen.millis("slow", 100);
        Seen fast = Seen.millis("fast", 10);

        send(slow, fast);

        assertThat(fast.calls()).hasValue(CALLS);
        assertThat(slow.calls()).hasValue(0);
    }

    @Test
    void fastestOfThreeGetsTheTwoThirdsInWhichItIsDrawn() {
        Seen slow = Seen.millis("slow", 100);
        Seen middling = Seen.millis("middling", 50);
        Seen fast = Seen.millis("fast", 10);

        send(slow, middling, fast);

        // Five standard deviations: sqrt(9000 * 2/3 * 1/3) = 44.7.
        assertThat(fast.calls().get()).isCloseTo(6_000, within(224));
        assertThat(middling.calls().get()).isCloseTo(3_000, within(224));
        assertThat(slow.calls()).hasValue(0);
    }

    @Test
    void targetOfWhichNothingIsKnownIsTried() {
        Seen known = Seen.millis("known", 10);
        Seen unknown = Seen.millis("unknown", 0);

        send(known, unknown);

        assertThat(unknown.calls()).hasValue(CALLS);
    }

    @Test
    void targetOfWhichNothingIsKnownGetsOneCallAtATime() {
        Seen known = Seen.millis("known", 10);
        Target[] both = new Target[2];
        Router[] router = new Router[1];
        both[0] = known;
        both[1] = new Target() {
            @Override
            public String name() {
                return "unknown";
            }

            @Override
            public String path() {
                return "config.targets.unknown";
            }

            @Override
            public double weight() {
                return 1;
            }

            @Override
            public Reply call(Call call) {
                return router[0].route(call, List.of(both));
            }
        };
        router[0] = router(both);

        router[0].route(TestCalls.chat("m", "hi").call(), List.of(both));

        assertThat(known.calls()).hasValue(1);
    }

    @Test
    void targetThatIsNotAvailableIsLeftOutUnlessNoneIs() {
        Seen ejected = Seen.millis("ejected", 1).ejected();
        Seen slow = Seen.millis("slow", 100);
        Seen slower = Seen.millis("slower", 200);

        send(slow, ejected, slower);
        send(ejected);

        assertThat(ejected.calls()).hasValue(CALLS);
        assertThat(slow.calls()).hasValue(CALLS);
    }

    @Test
    void weightsThatAreAllZeroAreAnErrorOfTheConfig() {
        assertThatThrownBy(() -> router(Seen.millis("a", 1).weightless()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(".targets: expected a weight above 0, found only 0");
    }
}
