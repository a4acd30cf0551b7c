/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.ChatResponse;
import dev.postern.api.DeadlineException;
import dev.postern.api.Gateway;
import dev.postern.api.GatewayException;
import dev.postern.api.Limits;
import dev.postern.api.UnreachableException;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Equal whole calls in flight are sent once; how failures, deadlines and cancellations reach who waits. */
@Timeout(120)
class SingleFlightTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Fault SLOW = Fault.none().delay(Duration.ofMillis(400));
    private static final Fault STALLED = Fault.none().delay(Duration.ofSeconds(60));

    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    // More at one time than Java 17 admits unless told so.
    private final Gateway gateway = TestGateways.builder(upstream)
            .config(target(LLAMA, "\"cache\": \"simple\""))
            .limits(Limits.defaults().withCalls(1_000, 64, Duration.ofMillis(100)))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        gateway.close();
        upstream.close();
    }

    private Future<ChatResponse> chat(CallOptions options) {
        return threads.submit(() -> gateway.chat(hello(), options));
    }

    private List<Future<ChatResponse>> chats(int count) {
        List<Future<ChatResponse>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(chat(CallOptions.none()));
        }
        return calls;
    }

    /** Starts a call and waits until it is under way, so that it leads all that follow. */
    private Future<ChatResponse> leader(CallOptions options) {
        Future<ChatResponse> call = chat(options);
        upstream.awaitRequests(1, PATIENCE);
        return call;
    }

    private static Throwable failure(Future<?> call) throws InterruptedException {
        try {
            call.get();
            throw new AssertionError("the call did not fail");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @Test
    @Tag("soak")
    void fiveHundredEqualMissesAreSentOnce() throws Exception {
        upstream.any().always(SLOW);

        List<Future<ChatResponse>> calls = chats(500);

        int misses = 0;
        for (Future<ChatResponse> call : calls) {
            ChatResponse answer = call.get();
            misses += answer.report().cacheStatus() == CacheStatus.MISS ? 1 : 0;
            assertThat(answer.text()).isEqualTo(" This is a test");
        }
        assertThat(upstream.requestCount()).isEqualTo(1);
        assertThat(misses).as("calls that are no hits").isEqualTo(1);
    }

    @Test
    void aStreamedCallNeitherLeadsNorJoins() throws Exception {
        upstream.any().always(SLOW);
        Future<ChatResponse> whole = leader(CallOptions.none());
        Callable<String> streaming = () -> {
            StringBuilder text = new StringBuilder();
            try (var stream = gateway.stream(hello())) {
                stream.forEach(chunk -> text.append(chunk.text()));
            }
            return text.toString();
        };

        Future<String> one = threads.submit(streaming);
        Future<String> two = threads.submit(streaming);

        assertThat(one.get()).isEqualTo(two.get()).isEqualTo(whole.get().text());
        assertThat(upstream.requestCount()).isEqualTo(3);
    }

    @Test
    void aLeadersFailureGoesToItsFollowersEachWithItsOwnReport() throws Exception {
        upstream.any().then(Fault.status(503).delay(Duration.ofMillis(800)));
        Future<ChatResponse> leader = leader(CallOptions.none());

        List<Future<ChatResponse>> followers = List.of(
                chat(CallOptions.builder().traceId("one").build()),
                chat(CallOptions.builder().traceId("two").build()));

        assertThat(failure(leader)).isInstanceOf(UpstreamException.class).hasMessageStartingWith("HTTP 503");
        for (int i = 0; i < 2; i++) {
            Throwable failure = failure(followers.get(i));
            assertThat(failure).isInstanceOf(UpstreamException.class).hasMessageStartingWith("HTTP 503");
            assertThat(((GatewayException) failure)
                            .report()
                            .orElseThrow()
                            .trace()
                            .traceId())
                    .isEqualTo(i == 0 ? "one" : "two");
        }
        assertThat(upstream.requestCount()).isEqualTo(1);
    }

    @Test
    void aTransportFailureGoesToTheFollowersToo() throws Exception {
        upstream.any().then(Fault.resetBeforeAnswer().delay(Duration.ofMillis(800)));
        Future<ChatResponse> leader = leader(CallOptions.none());
        Future<ChatResponse> follower =
                chat(CallOptions.builder().traceId("follower").build());

        assertThat(failure(leader)).isInstanceOf(UnreachableException.class);
        assertThat(failure(follower)).isInstanceOfSatisfying(UnreachableException.class, failure -> {
            assertThat(failure.report().orElseThrow().trace().traceId()).isEqualTo("follower");
            assertThat(failure.report().orElseThrow().attempts()).isEmpty();
            assertThat(failure.sent()).isFalse();
        });
    }

    @Test
    void whenTheLeaderIsCancelledOneFollowerLeads() throws Exception {
        upstream.any().then(STALLED).then(SLOW);
        Cancellation cancellation = new Cancellation();
        Future<ChatResponse> leader =
                leader(CallOptions.builder().cancellation(cancellation).build());
        List<Future<ChatResponse>> followers = chats(20);
        awaitWaiting(20);

        cancellation.cancel(Cancellation.Reason.CALLER);

        assertThat(failure(leader)).isInstanceOf(CancelledException.class);
        for (Future<ChatResponse> follower : followers) {
            assertThat(follower.get().text()).isEqualTo(" This is a test");
        }
        assertThat(upstream.requestCount()).isEqualTo(2);
    }

    @Test
    void whenTheLeadersDeadlinePassesOneFollowerLeads() throws Exception {
        upstream.any().then(STALLED).then(SLOW);
        Future<ChatResponse> leader =
                leader(CallOptions.builder().deadline(Duration.ofMillis(700)).build());
        List<Future<ChatResponse>> followers = chats(5);

        assertThat(failure(leader)).isInstanceOf(DeadlineException.class);
        for (Future<ChatResponse> follower : followers) {
            assertThat(follower.get().text()).isEqualTo(" This is a test");
        }
        assertThat(upstream.requestCount()).isEqualTo(2);
    }

    @Test
    void followersKeepTheirOwnDeadline() throws Exception {
        upstream.any().always(STALLED);
        Cancellation end = new Cancellation();
        Future<ChatResponse> leader =
                leader(CallOptions.builder().cancellation(end).build());

        Future<ChatResponse> follower =
                chat(CallOptions.builder().deadline(Duration.ofMillis(100)).build());

        assertThat(failure(follower)).isInstanceOf(DeadlineException.class);
        assertThat(leader.isDone()).isFalse();
        assertThat(upstream.requestCount()).isEqualTo(1);
        end.cancel(Cancellation.Reason.CALLER);
    }

    @Test
    void followersKeepTheirOwnCancellation() throws Exception {
        upstream.any().always(STALLED);
        Cancellation end = new Cancellation();
        Cancellation own = new Cancellation();
        Future<ChatResponse> leader =
                leader(CallOptions.builder().cancellation(end).build());
        Future<ChatResponse> follower =
                chat(CallOptions.builder().cancellation(own).build());
        awaitWaiting(1);

        own.cancel(Cancellation.Reason.CALLER);

        assertThat(failure(follower)).isInstanceOf(CancelledException.class);
        assertThat(leader.isDone()).isFalse();
        end.cancel(Cancellation.Reason.CALLER);
    }

    /** Leaders and followers come, are cancelled and time out in random order: every call ends, none with an answer not its own. */
    @Test
    void mixedEndsLeaveNobodyWaiting() throws Exception {
        long seed = Soak.seed();
        Random random = new Random(seed);
        upstream.any().always(() -> Fault.none().delay(Duration.ofMillis(20)));
        int rounds = Soak.times(20, 500);
        for (int round = 0; round < rounds; round++) {
            List<Future<ChatResponse>> calls = new ArrayList<>();
            List<Cancellation> cancellations = new ArrayList<>();
            String namespace = "n" + round;
            for (int i = 0; i < 16; i++) {
                Cancellation cancellation = new Cancellation();
                cancellations.add(cancellation);
                Duration deadline = Duration.ofMillis(random.nextInt(4) == 0 ? 1 + random.nextInt(40) : 20_000);
                calls.add(chat(CallOptions.builder()
                        .cacheNamespace(namespace)
                        .cancellation(cancellation)
                        .deadline(deadline)
                        .build()));
            }
            Collections.shuffle(cancellations, random);
            cancellations.subList(0, 4).forEach(each -> each.cancel(Cancellation.Reason.CALLER));
            for (Future<ChatResponse> call : calls) {
                try {
                    assertThat(call.get(30, TimeUnit.SECONDS).text()).isEqualTo(" This is a test");
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).as("seed %s", seed).isInstanceOf(GatewayException.class);
                }
            }
        }
    }

    /** Waits until that many threads of this test wait for a leader. */
    private static void awaitWaiting(int count) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (Thread.getAllStackTraces().values().stream()
                        .filter(SingleFlightTest::waitsForALeader)
                        .count()
                < count) {
            assertThat(System.nanoTime()).isLessThan(giveUpAt);
            Thread.onSpinWait();
        }
    }

    private static boolean waitsForALeader(StackTraceElement[] stack) {
        boolean parked = stack.length > 0 && stack[0].getMethodName().contains("park");
        for (StackTraceElement frame : stack) {
            if (parked
                    && frame.getClassName().endsWith(".Flights")
                    && frame.getMethodName().equals("await")) {
                return true;
            }
        }
        return false;
    }
}
