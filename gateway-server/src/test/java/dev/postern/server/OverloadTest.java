/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ErrorsTest.assertError;
import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static dev.postern.server.ServedGateway.LLAMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Limits;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that runs as many calls as it may. */
@Timeout(60)
class OverloadTest {
    private final ServedGateway served = ServedGateway.start(
            gateway -> gateway.limits(Limits.defaults().withCalls(1, 0, Duration.ZERO)), server -> server);
    private final RawConnection first = served.connect();

    @BeforeEach
    void occupyTheOnlyPlace() {
        first.send(RawConnection.post(
                CHAT, HELLO.replace(LLAMA, "silent"), "x-portkey-provider: anyscale", "Authorization: Bearer k"));
        served.upstream.awaitRequests(1, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        first.close();
        served.close();
    }

    @Test
    void oneCallTooManyIs503WithRetryAfterAndNeverGoesUpstream() {
        HttpResponse<String> answer = served.chat(HELLO);

        assertError(answer, 503, "overloaded_error", "as many as its limits allow");
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
        assertThat(served.upstream.requestCount()).isEqualTo(1);
    }

    @Test
    void callersMayRepeatWhatWasRefusedBeforeItRan() {
        HttpResponse<String> answer = served.post(CHAT, HELLO, "x-portkey-config", ServedGateway.fallback());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("x-should-retry")).isEmpty();
    }

    @Test
    void streamsAreRefusedTheSameWay() {
        assertError(served.chat(ServedGateway.HELLO_STREAM), 503, "overloaded_error", "as many as its limits allow");
    }

    @Test
    void healthAndMetricsAreAnsweredAllTheSame() {
        assertThat(served.get("/health").statusCode()).isEqualTo(200);
        assertThat(served.get("/metrics").statusCode()).isEqualTo(200);
    }
}
