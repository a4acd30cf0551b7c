/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.RefusedException;
import dev.postern.spi.Call;
import dev.postern.testkit.TestCalls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for what, and how that ends: one worker, which a latch keeps loading. */
@Timeout(60)
class MiniLmEmbedderTest {
    private final CountDownLatch mayLoad = new CountDownLatch(1);
    private final CountDownLatch loading = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private final Workers workers = new Workers(1);
    private final MiniLmEmbedder embedder = new MiniLmEmbedder(workers, () -> {
        loads.incrementAndGet();
        loading.countDown();
        mayLoad.await();
        return MiniLm.load();
    });

    @AfterEach
    void end() {
        mayLoad.countDown();
        embedder.close();
    }

    @Test
    void modelIsLoadedByTheFirstTextAndOnce() {
        mayLoad.countDown();
        int before = loads.get();

        embedder.embed(Samples.call(), "one");
        embedder.tokens("two");
        embedder.embed(Samples.call(), "three");

        assertThat(before).isZero();
        assertThat(loads).hasValue(1);
    }

    @Test
    void modelIsNamedBeforeItIsLoaded() {
        assertThat(embedder.model()).startsWith("all-MiniLM-L6-v2-q@");
        assertThat(loads).hasValue(0);
    }

    @Test
    void cancelledCallStopsWaitingWhileAnotherIsServed() throws Exception {
        CompletableFuture<float[]> served = embedElsewhere(Samples.call());
        loading.await();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<float[]> cancelled = embedElsewhere(
                TestCalls.chat("model", "text").cancellation(cancellation).call());

        cancellation.cancel(Cancellation.Reason.CALLER);

        assertThat(failure(cancelled)).isInstanceOf(CancelledException.class);
        assertThat(served).isNotDone();
        mayLoad.countDown();
        assertThat(served.get()).hasSize(384);
    }

    @Test
    void callCancelledBeforeIsNotBegun() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel(Cancellation.Reason.GATEWAY_CLOSED);
        Call call = TestCalls.chat("model", "text").cancellation(cancellation).call();

        assertThatThrownBy(() -> embedder.embed(call, "text"))
                .isInstanceOf(CancelledException.class)
                .hasMessageStartingWith("the gateway was closed while the call ran");
        assertThat(loads).hasValue(0);
    }

    @Test
    void callWaitsNoLongerThanItsDeadline() {
        Call call =
                TestCalls.chat("model", "text").deadline(Duration.ofMillis(1)).call();

        assertThatThrownBy(() -> embedder.embed(call, "text"))
                .isInstanceOf(DeadlineException.class)
                .hasMessageStartingWith("the call's deadline has passed while it waited for an embedding");
    }

    @Test
    void interruptedCallerStopsWaitingAndKeepsItsFlag() throws Exception {
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Throwable thrown = catchThrowable(() -> embedder.embed(Samples.call(), "text"));
            flag.complete(thrown instanceof CancelledException
                    && Thread.currentThread().isInterrupted());
        });
        caller.start();
        loading.await();

        caller.interrupt();

        assertThat(flag.get()).isTrue();
    }

    @Test
    void interruptOfCallerDoesNotDisturbTheLoading() throws Exception {
        Thread caller = new Thread(() -> assertThatThrownBy(() -> embedder.embed(Samples.call(), "text"))
                .isInstanceOf(CancelledException.class));
        caller.start();
        loading.await();
        caller.interrupt();
        caller.join();

        mayLoad.countDown();

        assertThat(embedder.embed(Samples.call(), "text")).hasSize(384);
        assertThat(loads).hasValue(1);
    }

    @Test
    void callsBeyondTheMostThatMayWaitAreRefused() throws Exception {
        embedElsewhere(Samples.call());
        loading.await();
        for (int i = 0; i < Workers.MOST_WAITING; i++) {
            workers.submit(new FutureTask<>(() -> true));
        }

        Throwable thrown = catchThrowable(() -> embedder.embed(Samples.call(), "text"));

        assertThat(thrown)
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("more than 1024 texts wait for an embedding");
        assertThat(((GatewayException) thrown).retryable()).isTrue();
    }

    @Test
    void placeOfCallThatGaveUpIsFree() throws Exception {
        embedElsewhere(Samples.call());
        loading.await();
        for (int i = 1; i < Workers.MOST_WAITING; i++) {
            workers.submit(new FutureTask<>(() -> true));
        }
        Call hasty =
                TestCalls.chat("model", "text").deadline(Duration.ofMillis(1)).call();

        // Each takes the last place and gives it back; a refusal would be another exception.
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> embedder.embed(hasty, "text")).isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void closeRefusesWhatWaitsAndLetsWhatRunsEnd() throws Exception {
        CompletableFuture<float[]> runs = embedElsewhere(Samples.call());
        loading.await();
        CompletableFuture<float[]> waits = embedElsewhere(Samples.call());
        while (workers.waiting() < 1) {
            Thread.onSpinWait();
        }

        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(embedder::close, command -> new Thread(command).start());

        assertThat(failure(waits))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the embedder minilm is closed");
        mayLoad.countDown();
        closed.get();
        assertThat(runs.get()).hasSize(384);
    }

    @Test
    void closedEmbedderRefusesAndHasNoThreads() {
        mayLoad.countDown();
        embedder.embed(Samples.call(), "text");

        embedder.close();
        embedder.close();

        assertThatThrownBy(() -> embedder.embed(Samples.call(), "text")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> embedder.tokens("text")).isInstanceOf(RefusedException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(Workers.THREAD_NAME));
    }

    @Test
    void embedderThatWasNeverUsedLoadsNothingToClose() {
        embedder.close();

        assertThat(loads).hasValue(0);
        assertThatThrownBy(() -> embedder.tokens("text")).isInstanceOf(RefusedException.class);
    }

    @Test
    void modelThatDoesNotLoadIsSaidAtEachCallAndTriedOnce() {
        AtomicInteger tries = new AtomicInteger();
        try (MiniLmEmbedder broken = new MiniLmEmbedder(new Workers(1), () -> {
            tries.incrementAndGet();
            throw new UnsatisfiedLinkError("no such library");
        })) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> broken.embed(Samples.call(), "text"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no embedding by minilm: no such library");
                assertThatThrownBy(() -> broken.tokens("text"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no embedding by minilm: no such library");
            }
        }
        assertThat(tries).hasValue(1);
    }

    private CompletableFuture<float[]> embedElsewhere(Call call) {
        return CompletableFuture.supplyAsync(() -> embedder.embed(call, "text"), command -> {
            Thread thread = new Thread(command);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static Throwable failure(CompletableFuture<?> future) throws Exception {
        return future.handle((value, thrown) -> thrown)
                .thenApply(thrown -> thrown instanceof CompletionException ? thrown.getCause() : thrown)
                .get(30, TimeUnit.SECONDS);
    }
}
