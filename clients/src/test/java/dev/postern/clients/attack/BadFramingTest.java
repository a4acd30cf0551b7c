/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.clients.ServedGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose end two readers could see at two places, and other broken framing. */
@Timeout(60)
class BadFramingTest {
    private static ServedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 5",
                "Content-Length: +2",
                "Content-Length: -1",
                "Content-Length: 0x5",
                "Content-Length: 1e1",
                "Content-Length: 5 5",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding : chunked",
                "X-A: a\rb",
                "X-A: a\0b",
                "X-A: a\r\n b",
                "X A: a",
                "X-A",
                ": a",
                "Host: other.example"
            })
    void anAmbiguousHeadIsRefusedAndTheConnectionClosed(String lines) {
        byte[] request = Wire.latin(Wire.head(lines) + "\r\n0\r\n\r\n");

        Refusals.refused(gateway, 400, request);
        assertThat(Wire.send(gateway.port(), request).usable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5\r\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "fffffffffffffffff\r\nhello",
                "5\r\nhelloXX0\r\n\r\n",
                "5\nhello\n0\n\n"
            })
    void aBrokenChunkIsRefusedAndTheConnectionClosed(String body) {
        byte[] request = Wire.latin(Wire.head("Transfer-Encoding: chunked") + "\r\n" + body);

        Refusals.refused(gateway, 400, request);
        assertThat(Wire.send(gateway.port(), request).usable()).isFalse();
    }

    @Test
    void theBodyOfARefusedRequestIsNotTakenForTheNextRequest() {
        String inner = "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        String head = "POST /v1/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";

        Wire.Answer answer = Wire.send(gateway.port(), Wire.withBody(head, Wire.latin(inner)));

        assertThat(answer.status()).isEqualTo(404);
        // The health check that followed got its own answer, not that of the request inside.
        assertThat(answer.usable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/models HTTP/1.1\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: user@127.0.0.1\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:99999\r\n\r\n",
                "GET http://[/v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /v1/models%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /v1/models%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /v1%2fmodels HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /%2e%2e/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0\r\n\r\n"
            })
    void aBrokenRequestLineOrHostIsRefused(String request) {
        Refusals.refused(gateway, 400, Wire.latin(request));
    }
}
