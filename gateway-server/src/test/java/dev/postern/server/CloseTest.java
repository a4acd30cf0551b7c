/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.HELLO;
import static dev.postern.server.ServedGateway.LLAMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promise P16 on this face. */
@Timeout(60)
class CloseTest {
    private static final Duration GUARD = Duration.ofSeconds(20);

    @Test
    void runningCallIsAnsweredAndNewConnectionsAreRefused() throws Exception {
        try (ServedGateway served = ServedGateway.start()) {
            served.upstream.when(LLAMA).then(Fault.answer("drained").delay(Duration.ofSeconds(1)));
            CompletableFuture<HttpResponse<String>> running = CompletableFuture.supplyAsync(() -> served.chat(HELLO));
            served.upstream.awaitRequests(1, GUARD);
            int port = served.port();

            served.server.close();

            assertThat(running.get().body()).contains("drained");
            Assertions.assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void runningStreamIsWrittenToItsEnd() throws IOException {
        try (ServedGateway served = ServedGateway.start();
                RawConnection connection = served.connect()) {
            served.upstream.when(LLAMA).then(Fault.drip(200, Duration.ofMillis(20)));
            connection.send(RawConnection.post(
                    ServedGateway.CHAT,
                    ServedGateway.HELLO_STREAM,
                    "x-portkey-provider: anyscale",
                    "Authorization: Bearer k"));
            served.upstream.awaitRequests(1, GUARD);

            CompletableFuture<Void> closing = CompletableFuture.runAsync(served.server::close);

            RawConnection.Answer answer = connection.read();
            assertThat(answer.body()).as(answer.head()).endsWith("data: [DONE]\n\n");
            closing.join();
        }
    }

    @Test
    void requestWhoseBodyIsNotThereDoesNotHoldTheServer() {
        Duration beyondTheGuard = Duration.ofHours(1);
        try (ServedGateway served = ServedGateway.startWith(server -> server.limits(ServerLimits.defaults().toBuilder()
                        .drain(beyondTheGuard)
                        .bodyRead(beyondTheGuard)
                        .idle(beyondTheGuard)
                        .build()));
                RawConnection half = served.connect();
                RawConnection used = served.connect();
                RawConnection idle = served.connect()) {
            String request = RawConnection.post(ServedGateway.CHAT, HELLO, "x-portkey-provider: anyscale");
            half.send(request.substring(0, request.length() - 5));
            used.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            idle.send("GET /health HT");
            used.read();
            // This request and the half-sent one.
            while (!served.get("/metrics").body().contains("postern_requests_in_flight 2.0")) {
                Thread.onSpinWait();
            }

            served.server.close();

            RawConnection.Answer answer = half.read();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).containsIgnoringCase("retry-after: 1");
            ErrorsTest.assertShape(answer.body(), "overloaded_error", "the gateway is stopping");
        }
    }

    @Test
    void callThatOutlivesTheDrainIsCancelled() {
        try (ServedGateway served = ServedGateway.startWith(server -> server.limits(ServerLimits.defaults().toBuilder()
                        .drain(Duration.ofMillis(300))
                        .build()));
                RawConnection connection = served.connect()) {
            connection.send(RawConnection.post(
                    ServedGateway.CHAT,
                    HELLO.replace(LLAMA, "silent"),
                    "x-portkey-provider: anyscale",
                    "Authorization: Bearer k"));
            served.upstream.awaitRequests(1, GUARD);

            served.server.close();

            served.upstream.awaitCallerGone(1, GUARD);
        }
    }

    @Test
    void closingTwiceIsHarmlessAndLeavesTheGatewayOpen() {
        try (ServedGateway served = ServedGateway.start()) {
            served.server.close();
            served.server.close();

            try (GatewayServer second =
                    GatewayServer.builder(served.gateway).port(0).start()) {
                assertThat(second.port()).isPositive();
            }
        }
    }
}
