/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ErrorsTest.assertError;
import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.ConfigException;
import dev.postern.spi.Right;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may call, and as whom. */
@Timeout(60)
class KeysTest {
    private static final String KEY = "pst_a";
    private final TestKeys keys = new TestKeys().with(KEY, "red", Right.CALL).with("pst_b", "blue", Right.FEEDBACK);
    private final ServedGateway served = ServedGateway.start(
            gateway -> gateway.config(ServedGateway.target(ServedGateway.LLAMA)), server -> server.keys(keys));

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void callWithoutKeyIs401BeforeAnythingAboutItsBody() {
        HttpResponse<String> answer = served.post(CHAT, "no JSON", "content-type", "text/plain");

        assertError(answer, 401, "authentication_error", "no gateway key");
        assertThat(served.upstream.requestCount()).isZero();
    }

    @Test
    void wrongKeyIs401AlsoWhereNoneIsNeeded() {
        assertError(served.post(CHAT, HELLO, "x-portkey-api-key", "pst_x"), 401, "authentication_error", "unknown");
        assertError(served.get("/health", "x-portkey-api-key", "pst_x"), 401, "authentication_error", "unknown");
        assertThat(served.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void bearerTokenInTheFormOfOurKeysIsTheGatewayKeyAndNeverGoesUpstream() {
        HttpResponse<String> answer = served.post(CHAT, HELLO, "authorization", "Bearer " + KEY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(served.upstream.lastRequest().header("authorization"))
                .hasValue("Bearer " + ServedGateway.PROVIDER_KEY);
    }

    @Test
    void wrongKeyBesideARightOneIs401() {
        assertError(
                served.post(CHAT, HELLO, "x-portkey-api-key", KEY, "authorization", "Bearer pst_wrong"),
                401,
                "authentication_error",
                "unknown");
    }

    @Test
    void keyWithoutTheRightIs403() {
        assertError(served.post(CHAT, HELLO, "x-portkey-api-key", "pst_b"), 403, "permission_error", "right \"call\"");
    }

    @Test
    void tooManyWrongKeysFromOneAddressAre429WhileARightOneStillServes() {
        HttpResponse<String> answer = served.get("/v1/models", "x-portkey-api-key", "pst_x");
        for (int i = 0; i < 20; i++) {
            assertThat(answer.statusCode()).isEqualTo(401);
            answer = served.get("/v1/models", "x-portkey-api-key", "pst_x");
        }

        assertError(answer, 429, "rate_limit_error", "too many wrong gateway keys");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(served.post(CHAT, HELLO, "x-portkey-api-key", KEY).statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherAddressThanLoopbackWithoutKeysRefusesToStart() {
        GatewayServer.Builder open =
                GatewayServer.builder(served.gateway).host("0.0.0.0").port(0);

        assertThatThrownBy(open::start)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("host 0.0.0.0 can be reached from other machines and there is no gateway key");
    }

    @Test
    void withoutKeysOnlyNamesOfTheMachineItselfAreAnswered() {
        try (ServedGateway open = ServedGateway.start();
                RawConnection connection = open.connect()) {
            connection.send("GET /health HTTP/1.1\r\nHost: rebound.example\r\n\r\n");

            assertThat(connection.read().status()).isEqualTo(403);
        }
    }
}
