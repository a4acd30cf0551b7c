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

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.CallReport;
import dev.postern.api.CancelledException;
import dev.postern.api.ChatChunk;
import dev.postern.api.ChatStream;
import dev.postern.api.DeadlineException;
import dev.postern.api.EventStream;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.Limits;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import dev.postern.spi.Position;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(UpstreamExtension.class)
class AbandonedStreamTest {
    private final ScriptedUpstream upstream;
    private final Ended ended = new Ended();

    AbandonedStreamTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static final class Ended implements CallObserver {
        final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

        @Override
        public String id() {
            return "ended";
        }

        @Override
        public void ended(Call call, CallReport report, @Nullable Throwable error) {
            failures.add(error == null ? new AssertionError("ended well") : error);
        }

        Throwable await() throws InterruptedException {
            Throwable failure = failures.poll(20, TimeUnit.SECONDS);
            return failure == null ? new AssertionError("never told") : failure;
        }
    }

    private Gateway.Builder builder() {
        return TestGateways.builder(upstream).config(target(MISTRAL, "")).observer(ended);
    }

    private static CallOptions within(int millis) {
        return CallOptions.builder().deadline(Duration.ofMillis(millis)).build();
    }

    @Test
    void aStreamThatNobodyPullsOrClosesEndsItsCallByTheDeadline() throws InterruptedException {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        try (Gateway gateway = builder().build()) {

            ChatStream unclosed = gateway.stream(hello(), within(2_000));

            assertThat(ended.await()).isInstanceOf(DeadlineException.class);
            assertThat(unclosed.report().total()).isEqualTo(unclosed.report().total());
            assertThatThrownBy(() -> unclosed.iterator().next()).isInstanceOf(DeadlineException.class);
        }
        assertThat(ended.failures).isEmpty();
    }

    @Test
    void theNextPullAfterTheDeadlineThrowsThoughChunksAreThere() throws InterruptedException {
        upstream.when(MISTRAL).always(Fault.jsonToStream());
        try (Gateway gateway = builder().build();
                ChatStream stream = gateway.stream(hello(), within(2_000))) {
            Iterator<ChatChunk> chunks = stream.iterator();
            chunks.next();

            assertThat(ended.await()).isInstanceOf(DeadlineException.class);

            assertThatThrownBy(chunks::next).isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void closingTheGatewayEndsStreamsThatNobodyPulls() throws InterruptedException {
        upstream.when(MISTRAL).always(Fault.stallAfterEvents(1));
        Gateway gateway = builder()
                .limits(Limits.defaults().withCloseTimeout(Duration.ofMillis(50)))
                .build();
        ChatStream stream = gateway.stream(hello());

        gateway.close();

        assertThat(ended.failures).hasSize(1);
        assertThat(ended.await()).isInstanceOf(CancelledException.class).hasMessageContaining("gateway was closed");
        assertThatThrownBy(() -> stream.iterator().next()).isInstanceOf(GatewayException.class);
    }

    @Test
    void closeWaitsUntilObserversWereTold() throws InterruptedException {
        CountDownLatch telling = new CountDownLatch(1);
        AtomicBoolean told = new AtomicBoolean();
        CallObserver slow = new CallObserver() {
            @Override
            public String id() {
                return "slow";
            }

            @Override
            public void ended(Call call, CallReport report, @Nullable Throwable error) {
                telling.countDown();
                while (!told.get() && !Thread.currentThread().isInterrupted()) {
                    Thread.yield();
                }
            }
        };
        Gateway gateway = TestGateways.builder(upstream)
                .config(target(MISTRAL, ""))
                .observer(slow)
                .build();
        Thread caller = new Thread(() -> gateway.chat(hello()));
        caller.start();
        telling.await();
        Thread closer = new Thread(gateway::close);
        closer.start();

        while (closer.getState() == Thread.State.NEW || closer.getState() == Thread.State.RUNNABLE) {
            Thread.yield();
        }

        assertThat(closer.getState()).isEqualTo(Thread.State.TIMED_WAITING);
        told.set(true);
        closer.join();
        caller.join();
    }

    /** A stage that answers with a stream of its own, which blocks without any regard to cancellation. */
    private static StageFactory blocking() {
        return GivenStage.at(
                Position.CALL,
                "blocking",
                (call, next) -> new Reply.Streaming(200, Headers.empty(), new EventStream() {
                    @Override
                    public @Nullable Body next() {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw call.ended(false);
                        }
                        return null;
                    }

                    @Override
                    public boolean ready() {
                        return false;
                    }

                    @Override
                    public void close() {
                        throw new IllegalStateException("boom");
                    }
                }));
    }

    @Test
    void aStagesStreamThatBlocksIsInterruptedAtTheDeadline() {
        try (Gateway gateway = builder()
                        .plugin(blocking())
                        .config(target(MISTRAL, "\"stages\": {\"blocking\": {}}"))
                        .build();
                ChatStream stream = gateway.stream(hello(), within(100))) {

            assertThatThrownBy(() -> stream.iterator().next()).isInstanceOf(DeadlineException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }
}
