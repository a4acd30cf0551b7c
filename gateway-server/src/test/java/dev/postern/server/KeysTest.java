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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "localhost, https://evil.example, 403",
        "localhost, null, 403",
        "localhost, http://localhost.evil.example:8787, 403",
        "localhost, http://127.0.0.1.evil.example, 403",
        "localhost, http://evil.example:80@localhost, 403",
        "localhost, chrome-extension://abcdefgh, 403",
        "localhost, http://localhost:3000, 200",
        "127.0.0.1:8787, http://127.0.0.1, 200",
        "[::1], http://[::1]:3000, 200",
        "localhost.evil.example, http://localhost, 403",
        "127.0.0.1.evil.example, http://localhost, 403",
        "127.0.0.1.nip.io, http://localhost, 403"
    })
    void withoutKeysNoWebPageFromElsewhereIsAnswered(String host, String origin, int status) {
        try (ServedGateway open = ServedGateway.start();
                RawConnection connection = open.connect()) {
            connection.send("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin
                    + "\r\nAuthorization: Bearer k\r\nx-portkey-provider: anyscale\r\n\r\n");

            RawConnection.Answer answer = connection.read();
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.head()).doesNotContainIgnoringCase("access-control");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n"})
    void bodyThatAPageMaySendUnaskedIs415(String contentType) {
        try (ServedGateway open = ServedGateway.start();
                RawConnection connection = open.connect()) {
            connection.send("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\n" + contentType + "Content-Length: "
                    + HELLO.length() + "\r\n\r\n" + HELLO);

            assertThat(connection.read().status()).isEqualTo(415);
            assertThat(open.upstream.requestCount()).isZero();
        }
    }

    @Test
    void preflightOfAPageIsNotGranted() {
        try (ServedGateway open = ServedGateway.start();
                RawConnection connection = open.connect()) {
            connection.send("OPTIONS " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n"
                    + "Access-Control-Request-Method: POST\r\n\r\n");

            RawConnection.Answer answer = connection.read();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.head()).doesNotContainIgnoringCase("access-control");
        }
    }

    @Test
    void firstKeyMadeWhileServingLetsOtherNamesIn() {
        TestKeys later = new TestKeys();
        try (ServedGateway open = ServedGateway.startWith(server -> server.keys(later));
                RawConnection connection = open.connect()) {
            String request = "GET /health HTTP/1.1\r\nHost: gateway.example\r\n\r\n";
            assertThat(connection.send(request).read().status()).isEqualTo(403);

            later.with(KEY, "red", Right.CALL);

            assertThat(connection.send(request).read().status()).isEqualTo(200);
        }
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
