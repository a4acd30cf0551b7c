/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that send a byte now and then: never idle, never whole. */
@Timeout(60)
class DripTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final long GUARD_SECONDS = 30;

    private final ServedGateway served =
            ServedGateway.startWith(server -> server.limits(ServerLimits.defaults().toBuilder()
                    .headerRead(SHORT)
                    .bodyRead(SHORT)
                    .build()));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final RawConnection connection = served.connect();

    @AfterEach
    void close() {
        clock.shutdownNow();
        connection.close();
        served.close();
    }

    /** Sends a byte again and again until the connection does not take it. */
    private Future<?> drip() {
        return clock.scheduleWithFixedDelay(() -> connection.send("a"), 0, 20, TimeUnit.MILLISECONDS);
    }

    private static void assertCut(Future<?> drip) {
        assertThatThrownBy(() -> drip.get(GUARD_SECONDS, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void headThatDripsIsCutAtTheLimitOfTheHead() {
        connection.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ");

        assertCut(drip());

        assertThat(served.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void secondRequestOfAConnectionIsHeldToTheSameLimit() {
        connection.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        assertThat(connection.read().status()).isEqualTo(200);
        connection.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ");

        assertCut(drip());
    }

    @Test
    void bodyThatDripsIs408AndItsConnectionClosed() {
        String whole = RawConnection.post(
                CHAT, HELLO + " ".repeat(9_000_000), "x-portkey-provider: anyscale", "Authorization: Bearer k");
        connection.send(whole.substring(0, whole.indexOf("\r\n\r\n") + 4));
        Future<?> drip = drip();

        RawConnection.Answer answer = connection.read();

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.head()).containsIgnoringCase("connection: close");
        ErrorsTest.assertShape(answer.body(), "invalid_request_error", "the body did not arrive");
        assertCut(drip);
        assertThat(served.upstream.requestCount()).isZero();
    }
}
