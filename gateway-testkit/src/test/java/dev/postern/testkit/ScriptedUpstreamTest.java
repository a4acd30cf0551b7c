/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static dev.postern.testkit.RawCaller.ask;
import static dev.postern.testkit.RawCaller.call;
import static dev.postern.testkit.RawCaller.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.testkit.RawCaller.Received;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections, keys, routes, records and the end of it all. */
@Timeout(60)
class ScriptedUpstreamTest {
    private static final String ASK = ask("m", "Say hello");
    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "authorization: Bearer\r\n", "authorization: Bearer  \r\n", "authorization: Basic x\r\n"})
    void missingOrBlankKeyIs401AndTakesNoStep(String header) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(Profile.RAY_SERVE);
                RawCaller caller = new RawCaller(upstream)) {
            upstream.when("m").then(Fault.status(500));

            caller.send("POST /v1/chat/completions HTTP/1.1\r\n" + header + "content-length: " + ASK.length()
                    + "\r\n\r\n" + ASK);
            Received refused = caller.receive();
            caller.post("/v1/chat/completions", ASK);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.text()).isEqualTo("{\"error\":\"Unauthorized\"}");
            assertThat(caller.receive().status()).isEqualTo(500);
        }
    }

    @Test
    void onlyGivenKeysAreAccepted() throws Exception {
        try (ScriptedUpstream one = ScriptedUpstream.builder().keys("esecret_1").start();
                ScriptedUpstream other =
                        ScriptedUpstream.builder().keys("esecret_2").start()) {
            assertThat(chat(one, ASK).status()).isEqualTo(200);
            assertThat(chat(other, ASK).status()).isEqualTo(401);
            assertThat(chat(other, ASK)
                            .json()
                            .getAsJsonObject("error")
                            .get("code")
                            .getAsInt())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/completions",
                "/v1/chat/completions",
                "/a/b/v1/chat/completions",
                "/v1/chat/completions?x=1"
            })
    void routesAreServedUnderAnyPrefix(String path) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            assertThat(call(upstream, path, ASK).text()).contains("\" Hello\"");
            assertThat(upstream.lastRequest().target()).isEqualTo(path);
            assertThat(upstream.lastRequest().path()).doesNotContain("?");
        }
    }

    @Test
    void unknownRouteIs404AndWrongMethod405() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RawCaller caller = new RawCaller(upstream)) {
            caller.get("/v1/nothing");
            assertThat(caller.receive().text()).isEqualTo("{\"detail\":\"Not Found\"}");
            caller.get("/v1/embeddings");
            assertThat(caller.receive().status()).isEqualTo(405);
        }
    }

    @Test
    void connectionIsKeptAliveOverManyRequests() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RawCaller caller = new RawCaller(upstream)) {
            for (int i = 0; i < 100; i++) {
                caller.post("/v1/chat/completions", ASK);
                assertThat(caller.receive().status()).isEqualTo(200);
            }

            assertThat(upstream.connectionsOpened()).isEqualTo(1);
            assertThat(upstream.requestCount()).isEqualTo(100);
            assertThat(upstream.count(Outcome.ANSWERED)).isEqualTo(100);
            assertThat(upstream.maxConcurrent()).isEqualTo(1);
        }
    }

    @Test
    void connectionClosesWhereTheCallerAsksForIt() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RawCaller caller = new RawCaller(upstream)) {
            caller.send("GET /v1/models HTTP/1.1\r\nAuthorization: Bearer k\r\nConnection: close\r\n\r\n");

            assertThat(caller.receive().headers()).containsEntry("connection", "close");
            assertThat(caller.read()).isEqualTo(-1);
        }
    }

    @Test
    void chunkedBodyIsReadAfter100Continue() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RawCaller caller = new RawCaller(upstream)) {
            caller.send("POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer k\r\nExpect: 100-continue\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(caller.receive().status()).isEqualTo(100);
            caller.send("1;x=y\r\n{\r\n" + Integer.toHexString(ASK.length() - 1) + "\r\n" + ASK.substring(1)
                    + "\r\n0\r\nTrailer: x\r\n\r\n");

            assertThat(caller.receive().status()).isEqualTo(200);
            assertThat(upstream.lastRequest().bodyText()).isEqualTo(ASK);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nbad header: x\r\n: y\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\ncontent-length: +2\r\n\r\n"
            })
    void malformedRequestIs400AndTheConnectionEnds(String request) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RawCaller caller = new RawCaller(upstream)) {
            caller.send(request);

            assertThat(caller.receive().status()).isEqualTo(400);
            assertThat(caller.read()).isEqualTo(-1);
            assertThat(upstream.requestCount()).isZero();
        }
    }

    @Test
    void recordHoldsWhatWasReceived() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                RawCaller caller = new RawCaller(upstream)) {
            caller.send("POST /v1/chat/completions HTTP/1.1\r\nAuthorization: Bearer k\r\nX-A: 1\r\nx-a: 2\r\n"
                    + "Content-Length: " + ASK.length() + "\r\n\r\n" + ASK);
            caller.receive();

            ReceivedRequest request = upstream.lastRequest();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("AUTHORIZATION")).contains("Bearer k");
            assertThat(request.headers().get("X-a")).containsExactly("1", "2");
            assertThat(request.json().get("model").getAsString()).isEqualTo("m");
            assertThat(request.model()).contains("m");
            assertThat(request.stream()).isFalse();
            assertThat(request.sequence()).isEqualTo(1);
            assertThat(request.connection()).isEqualTo(1);
            assertThat(request).hasToString("#1 POST /v1/chat/completions -> 200 ANSWERED");
        }
    }

    @Test
    void onlyTheLastRequestsAreKeptButAllAreCounted() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.builder().history(3).start();
                RawCaller caller = new RawCaller(upstream)) {
            for (int i = 0; i < 10; i++) {
                caller.post("/v1/chat/completions", ASK);
                caller.receive();
            }

            assertThat(upstream.requests())
                    .extracting(ReceivedRequest::sequence)
                    .containsExactly(8L, 9L, 10L);
            assertThat(upstream.requestCount()).isEqualTo(10);
        }
    }

    @Test
    void resetForgetsRequestsAndScripts() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            upstream.any().always(Fault.status(500));
            chat(upstream, ASK);

            upstream.reset();

            assertThat(upstream.requests()).isEmpty();
            assertThat(upstream.requestCount()).isZero();
            assertThat(upstream.count(Outcome.ANSWERED)).isZero();
            assertThat(chat(upstream, ASK).status()).isEqualTo(200);
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void awaitSaysWhatItMissed() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            assertThatThrownBy(() -> upstream.awaitRequests(1, Duration.ofMillis(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("after 1 ms still no 1 requests; requests 0, running 0");
        }
    }

    @Test
    void exchangesThatRunAtOnceAreCounted() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
            upstream.any().always(Fault.silence());
            List<RawCaller> callers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                RawCaller caller = new RawCaller(upstream);
                caller.post("/v1/chat/completions", ASK);
                callers.add(caller);
            }
            upstream.awaitRequests(50, LONG);

            assertThat(upstream.maxConcurrent()).isEqualTo(50);
            assertThat(upstream.openConnections()).isEqualTo(50);
            for (RawCaller caller : callers) {
                caller.close();
            }
            upstream.awaitCallerGone(50, LONG);
            upstream.awaitOpenConnections(0, LONG);
            upstream.awaitIdle(LONG);
        }
    }

    @Test
    void closeEndsStalledExchangesThreadsAndThePort() throws Exception {
        ScriptedUpstream upstream = ScriptedUpstream.start();
        String name = "postern-upstream-" + upstream.port();
        upstream.any().then(Fault.silence()).then(Fault.none().delay(Duration.ofHours(1)));
        try (RawCaller silent = new RawCaller(upstream);
                RawCaller delayed = new RawCaller(upstream);
                RawCaller idle = new RawCaller(upstream)) {
            // One after the other: the script's steps go to requests as they arrive.
            silent.post("/v1/chat/completions", ASK);
            upstream.awaitRequests(1, LONG);
            delayed.post("/v1/chat/completions", ASK);
            upstream.awaitRequests(2, LONG);
            // Without a key, so that it cannot take a step of one that has arrived but not begun.
            idle.send("GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n");
            idle.receive();

            upstream.close();
            upstream.close();

            assertThat(upstream.count(Outcome.UPSTREAM_CLOSED)).isEqualTo(2);
            assertThat(upstream.openConnections()).isZero();
            awaitNoThread(name);
            assertThatThrownBy(() -> new RawCaller(upstream)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closeEndsAnExchangeWhoseCallerDoesNotRead() throws Exception {
        ScriptedUpstream upstream = ScriptedUpstream.start();
        upstream.any().always(Fault.hugeLine(64 << 20));
        try (RawCaller caller = new RawCaller(upstream)) {
            caller.post("/v1/chat/completions", ASK);
            upstream.awaitRequests(1, LONG);

            upstream.close();

            assertThat(upstream.lastRequest().outcome()).isEqualTo(Outcome.UPSTREAM_CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyExchangeOfARandomMixIsSettled(Profile profile) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("everyExchangeOfARandomMixIsSettled seed " + seed);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(profile)) {
            upstream.any().always(Faults.mix(seed, 0.7));
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String body = i % 2 == 0 ? ASK : RawCaller.stream("m", "Say hello");
                calls.add(callers.submit(() -> patience(upstream, body)));
            }
            for (Future<?> call : calls) {
                call.get();
            }

            upstream.awaitIdle(LONG);
            upstream.awaitOpenConnections(0, LONG);
            assertThat(upstream.requestCount()).isEqualTo(400);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Reads until the end, an error or the end of patience, whatever comes first. */
    private static Void patience(ScriptedUpstream upstream, String body) throws Exception {
        try (RawCaller caller = new RawCaller(upstream)) {
            caller.patience(100);
            caller.post("/v1/chat/completions", body);
            caller.receive();
        } catch (IOException expected) {
            return null;
        }
        return null;
    }

    /** A pool is terminated a moment before its last thread is. */
    private static void awaitNoThread(String prefix) {
        long until = System.nanoTime() + LONG.toNanos();
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(prefix))) {
            assertThat(System.nanoTime() - until)
                    .as("threads named " + prefix + " end")
                    .isNegative();
            Thread.onSpinWait();
        }
    }
}
