/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.Reply;
import dev.postern.spi.Key;
import dev.postern.spi.Position;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.StageFactory;
import dev.postern.spi.Target;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Routers that try several targets at once, each in a thread of its own. */
@Timeout(30)
@ExtendWith(UpstreamExtension.class)
class HedgingRouterTest {
    private final ScriptedUpstream upstream;
    private final CountDownLatch otherAnswered = new CountDownLatch(1);

    HedgingRouterTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    /** Tries the first target in the call's thread and the second beside it; answers with the second, or forgets it. */
    private record Hedge(boolean forgets) implements RouterFactory {
        @Override
        public String id() {
            return "hedge";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Router create(StageContext context, List<Target> targets) {
            return (call, all) -> {
                CompletableFuture<Reply> second =
                        CompletableFuture.supplyAsync(() -> all.get(1).call(call), context.executor());
                Reply first = all.get(0).call(call);
                Reply other = second.join();
                if (forgets) {
                    return first;
                }
                first.close();
                return other;
            };
        }
    }

    /** Passes a call on once the upstream has answered the target beside it. */
    private StageFactory afterTheOther() {
        return GivenStage.at(Position.TARGET, "after", (call, next) -> {
            try {
                otherAnswered.await();
            } catch (InterruptedException e) {
                throw call.ended(false);
            }
            return next.proceed(call);
        });
    }

    /** Tells that the target below it has answered. */
    private StageFactory tells() {
        return GivenStage.at(Position.TARGET, "tells", (call, next) -> {
            Reply reply = next.proceed(call);
            otherAnswered.countDown();
            return reply;
        });
    }

    private static String text(ChatStream stream) {
        StringBuilder text = new StringBuilder();
        stream.forEach(chunk -> text.append(chunk.text()));
        return text.toString();
    }

    private Gateway gateway(Hedge hedge) {
        return TestGateways.builder(upstream)
                .config(TestGateways.strategy(
                        "hedge",
                        target(LLAMA, "\"stages\": {\"after\": {}}"),
                        target(MISTRAL, "\"stages\": {\"tells\": {}}")))
                .plugin(hedge)
                .plugin(afterTheOther())
                .plugin(tells())
                .build();
    }

    @Test
    void aStreamThatAnotherThreadOpenedIsLeftAlone() {
        upstream.when(LLAMA).always(Fault.stallAfterEvents(1));
        try (Gateway gateway = gateway(new Hedge(false));
                ChatStream stream = gateway.stream(hello())) {

            assertThat(text(stream)).isEqualTo(" This is a test");
        }
    }

    /** Answers with the second target while the first is still being asked beside it. */
    private record Race() implements RouterFactory {
        @Override
        public String id() {
            return "race";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public Router create(StageContext context, List<Target> targets) {
            return (call, all) -> {
                context.executor().execute(() -> all.get(0).call(call));
                return all.get(1).call(call);
            };
        }
    }

    @Test
    void aStreamThatOpensAfterTheCallHasEndedIsClosed() {
        upstream.when(LLAMA).always(Fault.stallAfterEvents(1));
        StageFactory late = GivenStage.at(Position.TARGET, "late", (call, next) -> {
            try {
                otherAnswered.await();
            } catch (InterruptedException e) {
                throw call.ended(false);
            }
            return next.proceed(call);
        });
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(TestGateways.strategy("race", target(LLAMA, "\"stages\": {\"late\": {}}"), target(MISTRAL, "")))
                .plugin(new Race())
                .plugin(late)
                .build()) {
            try (ChatStream stream = gateway.stream(hello())) {
                assertThat(text(stream)).isEqualTo(" This is a test");
            }

            otherAnswered.countDown();

            upstream.awaitCallerGone(1, Duration.ofSeconds(10));
        }
    }

    @Test
    void theSlowerOfTwoStreamsIsClosedWhenTheCallEnds() {
        upstream.when(LLAMA).always(Fault.stallAfterEvents(1));
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(TestGateways.strategy("race", target(LLAMA, "\"stages\": {\"told\": {}}"), target(MISTRAL, "")))
                .plugin(new Race())
                .plugin(GivenStage.at(Position.TARGET, "told", (call, next) -> {
                    Reply reply = next.proceed(call);
                    otherAnswered.countDown();
                    return reply;
                }))
                .build()) {
            try (ChatStream stream = gateway.stream(hello())) {
                otherAnswered.await();
                assertThat(text(stream)).isEqualTo(" This is a test");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }

            upstream.awaitCallerGone(1, Duration.ofSeconds(10));
        }
    }

    @Test
    void aStreamThatAnotherThreadForgetsIsClosed() {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        try (Gateway gateway = gateway(new Hedge(true));
                ChatStream stream = gateway.stream(hello())) {

            upstream.awaitCallerGone(1, Duration.ofSeconds(10));

            assertThat(text(stream)).isEqualTo(" This is a test");
        }
    }
}
