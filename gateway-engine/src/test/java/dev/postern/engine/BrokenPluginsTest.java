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
import dev.postern.api.ChatStream;
import dev.postern.api.EventStream;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.PluginException;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Position;
import dev.postern.spi.Stage;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stage that goes wrong in every way it can, among calls where it behaves: it harms only its own. */
@Tag("soak")
class BrokenPluginsTest {
    private static final int CALLS = Soak.times(300, 10_000);
    private static final Duration DEADLINE = Duration.ofMillis(100);

    private final Random random = new Random(Soak.seed());
    private final LongAdder good = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final CountingObserver observer = new CountingObserver();
    private final LongAdder unnamed = new LongAdder();

    /** Behaves in half of its calls. */
    private final class Wild implements Stage {
        @Override
        public @Nullable Reply handle(Call call, Chain next) {
            switch (random.nextInt(12)) {
                case 0:
                    throw new IllegalStateException("boom");
                case 1:
                    throw new StackOverflowError("boom");
                case 2:
                    return null;
                case 3:
                    next.proceed(call);
                    return null;
                case 4:
                    next.proceed(call);
                    throw new AssertionError("boom");
                case 5:
                    return blocks(call);
                case 6:
                    return next.proceed(call) instanceof Reply.Streaming live
                            ? live.map(BrokenPluginsTest::breaking)
                            : next.proceed(call);
                default:
                    return next.proceed(call);
            }
        }
    }

    private static Reply blocks(Call call) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw call.ended(false);
    }

    private static EventStream breaking(EventStream inner) {
        return new EventStream() {
            @Override
            public dev.postern.api.@Nullable Body next() {
                throw new UnsupportedOperationException("boom");
            }

            @Override
            public boolean ready() {
                return inner.ready();
            }

            @Override
            public void close() {
                inner.close();
            }
        };
    }

    @Test
    @Timeout(600)
    void harmsOnlyItsOwnCall() throws Exception {
        StageFactory wild = GivenStage.at(Position.TARGET, "wild", new Wild());
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(10).start();
                Gateway gateway = TestGateways.builder(upstream)
                        .config(target(MISTRAL, "\"stages\": {\"wild\": {}}"))
                        .plugin(wild)
                        .observer(observer)
                        .build()) {
            ExecutorService callers = Executors21.create();
            for (int t = 0; t < 16; t++) {
                boolean stream = t % 2 == 0;
                callers.execute(() -> {
                    for (int i = 0; i < CALLS / 16; i++) {
                        call(gateway, stream);
                    }
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(5, TimeUnit.MINUTES)).isTrue();

            upstream.awaitIdle(Duration.ofSeconds(10));
        }
        assertThat(unnamed.sum()).as("failures that do not name the stage").isZero();
        assertThat(good.sum()).isPositive();
        assertThat(broken.sum()).isPositive();
        assertThat(observer.ended()).isEqualTo(good.sum() + broken.sum());
        Soak.record("broken-plugins", Map.of("good", good.sum(), "broken", broken.sum()));
    }

    private void call(Gateway gateway, boolean stream) {
        CallOptions options = CallOptions.builder().deadline(DEADLINE).build();
        try {
            if (stream) {
                try (ChatStream chunks = gateway.stream(hello(), options)) {
                    chunks.forEach(chunk -> {});
                }
            } else {
                gateway.chat(hello(), options);
            }
            good.increment();
        } catch (PluginException e) {
            broken.increment();
            if (!e.getMessage().contains("stage")) {
                unnamed.increment();
            }
        } catch (GatewayException e) {
            broken.increment();
        }
    }
}
