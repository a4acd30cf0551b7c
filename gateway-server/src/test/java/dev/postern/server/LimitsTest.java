/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow, half-sent and idle connections: they are cut, and they do not stop others. */
@Timeout(60)
class LimitsTest {
    private final List<AutoCloseable> opened = new ArrayList<>();

    private ServedGateway served(Duration head, Duration body, Duration idle) {
        return opened(ServedGateway.startWith(server -> server.limits(ServerLimits.defaults().toBuilder()
                .headerRead(head)
                .bodyRead(body)
                .idle(idle)
                .build())));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(0, resource);
        return resource;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String HALF_BODY = RawConnection.post(
                    CHAT, HELLO, "x-portkey-provider: anyscale", "Authorization: Bearer k")
            .substring(0, 200);

    @Test
    void halfSentRequestsAndIdleConnectionsDoNotStopOthers() {
        ServedGateway served = served(LONG, LONG, LONG);
        for (int i = 0; i < 20; i++) {
            opened(served.connect()).send("POST /v1/chat/completions HTTP/1.1\r\nHost: 127");
            opened(served.connect()).send(HALF_BODY);
        }
        for (int i = 0; i < 200; i++) {
            opened(served.connect());
        }

        for (int i = 0; i < 20; i++) {
            assertThat(served.chat(HELLO).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void headThatNeverGetsWholeIsCutEvenIfItDrips() throws Exception {
        ServedGateway served = served(SHORT, LONG, LONG);
        RawConnection connection = opened(served.connect());
        connection.send("GET /health HTTP/1.1\r\n");

        assertThat(connection.readToEnd()).doesNotContain(" 200 ");
    }

    @Test
    void bodyThatNeverGetsWholeIs408AndCloses() {
        ServedGateway served = served(LONG, SHORT, LONG);
        RawConnection connection = opened(served.connect());
        connection.send(HALF_BODY);

        RawConnection.Answer answer = connection.read();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.head()).containsIgnoringCase("connection: close");
        ErrorsTest.assertShape(answer.body(), "invalid_request_error", "the body did not arrive");
        assertThat(connection.readToEnd()).isEmpty();
    }

    @Test
    void idleConnectionIsClosed() {
        ServedGateway served = served(LONG, LONG, SHORT);

        assertThat(opened(served.connect()).readToEnd()).isEmpty();
    }

    @Test
    void silentProviderOutlivesTheIdleLimitOfTheConnection() {
        ServedGateway served = served(LONG, LONG, SHORT);
        served.upstream
                .when(ServedGateway.LLAMA)
                .then(dev.postern.testkit.Fault.answer("late").delay(SHORT.multipliedBy(4)));

        assertThat(served.chat(HELLO).body()).contains("late");
    }

    @Test
    void callerThatDoesNotReadIsCutAndItsProviderCancelled() throws Exception {
        ServedGateway served = opened(ServedGateway.startWith(server -> server.limits(
                ServerLimits.defaults().toBuilder().writeStall(SHORT).build())));
        served.upstream.when("talker").always(dev.postern.testkit.Fault.answer("word ".repeat(200_000)));
        RawConnection connection = opened(served.connect());
        connection.send(RawConnection.post(
                CHAT,
                ServedGateway.HELLO_STREAM.replace(ServedGateway.LLAMA, "talker"),
                "x-portkey-provider: anyscale",
                "Authorization: Bearer k"));

        served.upstream.awaitCallerGone(1, Duration.ofSeconds(30));
    }
}
