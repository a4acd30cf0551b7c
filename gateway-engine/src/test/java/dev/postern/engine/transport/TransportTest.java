/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.api.Cancellation;
import dev.postern.api.Headers;
import dev.postern.api.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the transport does with a well-behaved provider, and each default of HTTP clients that it must not have. */
class TransportTest extends TransportFixture {
    @Test
    void requestCarriesOnlyItsOwnAndTheConnectionsHeaders() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            call(server);

            assertThat(server.requests.get(0).split("\r\n"))
                    .containsExactly(
                            "POST /v1/chat/completions HTTP/1.1",
                            "Host: 127.0.0.1:" + server.port(),
                            "Accept-Encoding: identity",
                            "authorization: Bearer secret",
                            "User-Agent: postern/dev",
                            "Content-Type: application/json",
                            "Content-Length: 13");
        }
    }

    @Test
    void headersOfTheConnectionCannotBeSetByTheRequest() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            Headers headers = Headers.builder()
                    .add("host", "other.example")
                    .add("content-length", "5")
                    .add("transfer-encoding", "chunked")
                    .add("connection", "close")
                    .build();

            TransportRequest request = new TransportRequest(server.destination(), "GET", "/v1/models", headers, null);
            transport.send(request, new Cancellation()).close();

            assertThat(server.requests.get(0))
                    .isEqualTo("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nAccept-Encoding: identity\r\nUser-Agent: postern/dev\r\n\r\n");
        }
    }

    @Test
    void basePathComesBeforeTheRequestsPath() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            Destination below = Destination.parse("http://127.0.0.1:" + server.port() + "/serve/v1/", "base_url");

            transport
                    .send(
                            new TransportRequest(below, "GET", "/models?limit=1", Headers.empty(), null),
                            new Cancellation())
                    .close();

            assertThat(server.requests.get(0)).startsWith("GET /serve/v1/models?limit=1 HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "/a b", "/a\r\nx: y", "/a#b", "/../admin", "/v1/%2E./x", "/v1/.", "/ü", "", "/a\\b"})
    void pathThatCouldBendTheRequestIsRefused(String path) throws Exception {
        Destination destination = Destination.parse("http://127.0.0.1:1", "base_url");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransportRequest(destination, "GET", path, Headers.empty(), null))
                .withMessageStartingWith("path: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "503"})
    void failureThatAsksForARetryIsSentOnce(String status) throws Exception {
        String answer = "HTTP/1.1 " + status + " Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            try (TransportAnswer reply = send(server)) {
                assertThat(reply.status()).isEqualTo(Integer.parseInt(status));
                assertThat(reply.headers().first("Retry-After")).contains("0");
            }

            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "303", "307", "308"})
    void redirectIsAnAnswerLikeAnyOther(String status) throws Exception {
        try (ScriptedServer other = ScriptedServer.answering(ScriptedServer.ok("{}"));
                ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status
                        + " Moved\r\nLocation: http://127.0.0.1:" + other.port() + "/\r\nContent-Length: 0\r\n\r\n")) {
            try (TransportAnswer reply = send(server)) {
                assertThat(reply.status()).isEqualTo(Integer.parseInt(status));
            }

            assertThat(other.connections).hasValue(0);
        }
    }

    @Test
    void challengeIsNotAnsweredAndCookiesAreNotKept() throws Exception {
        String answer = "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b; Path=/\r\n"
                + "Content-Length: 0\r\n\r\n";
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            call(server);
            call(server);

            assertThat(server.requests).hasSize(2);
            assertThat(server.requests.get(1)).isEqualTo(server.requests.get(0)).doesNotContainIgnoringCase("cookie");
        }
    }

    @Test
    void systemsProxyIsNotAsked() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<java.net.Proxy> select(URI uri) {
                throw new AssertionError("the proxy selector was asked");
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, java.io.IOException failure) {}
        });
        System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksProxyPort", "1");
        try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.ok("{}"))) {
            assertThat(call(server)).isEqualTo("{}");
        } finally {
            System.clearProperty("socksProxyHost");
            System.clearProperty("socksProxyPort");
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void chunkedBodyIsReadToItsEndAndTheConnectionUsedAgain() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertThat(call(server)).isEqualTo("abcdefg");
            assertThat(call(server)).isEqualTo("abcdefg");

            assertThat(server.connections).hasValue(1);
            assertThat(transport.available()).isEqualTo(1);
        }
    }

    @Test
    void bodyWithoutLengthEndsWithTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n\r\nall of it");
        })) {
            assertThat(call(server)).isEqualTo("all of it");
            assertThat(transport.available()).isZero();
        }
    }

    @Test
    void informationalAnswersAreSkipped() throws Exception {
        String answer =
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ScriptedServer.ok("{}");
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertThat(call(server)).isEqualTo("{}");
        }
    }

    @Test
    void headerThatMayNotBePassedOnIsLeftOut() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nx-bad: a\u0001b\r\nX-Good: yes\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedServer server = ScriptedServer.answering(answer);
                TransportAnswer reply = send(server)) {
            assertThat(reply.headers().first("x-good")).contains("yes");
            assertThat(reply.headers().first("x-bad")).isEmpty();
        }
    }

    @Test
    void headersBeyondTheLimitsFailTheCall() throws Exception {
        String line = "x: " + "a".repeat(17 * 1024) + "\r\n";
        String many = "x: y\r\n".repeat(101);
        for (String headers : List.of(line, many)) {
            try (ScriptedServer server =
                    ScriptedServer.answering("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 0\r\n\r\n")) {
                UnreachableException failure = failureOf(server);

                assertThat(failure.problem())
                        .isEqualTo(
                                "the provider gave no usable answer: its headers exceed 16384 bytes a line or 100 in all"
                                        + " (the request was sent)");
            }
        }
    }

    @Test
    void wholeBodyBeyondTheLimitFailsTheCallWhetherAnnouncedOrNot() throws Exception {
        String announced = "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\nx";
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        String endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40);
        for (String answer : List.of(announced, endless)) {
            try (ScriptedServer server = ScriptedServer.answering(answer)) {
                assertThat(failureOf(server)).hasMessageContaining("its body has more than 1048576 bytes, the limit");
            }
        }
    }

    @Test
    void bodyOfExactlyTheLimitIsRead() throws Exception {
        String body = "x".repeat(1 << 20);
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" + body + "\r\n0\r\n\r\n";
        for (String answer : List.of(ScriptedServer.ok(body), chunked)) {
            try (ScriptedServer server = ScriptedServer.answering(answer)) {
                assertThat(call(server)).isEqualTo(body);
                assertThat(transport.available()).isPositive();
            }
        }
    }

    @Test
    void gzipThatNobodyAskedForIsInflatedWhole() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering(gzipped("hello".repeat(1000).getBytes(ISO_8859_1)))) {
            assertThat(call(server)).isEqualTo("hello".repeat(1000));
            assertThat(call(server)).isEqualTo("hello".repeat(1000));

            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void gzipBombEndsAtTheLimit() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(gzipped(new byte[50 << 20]))) {
            assertThat(failureOf(server)).hasMessageContaining("its body has more than 1048576 bytes, the limit");
        }
    }

    @Test
    void encodedStreamFails() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(gzipped("data: {}".getBytes(ISO_8859_1)))) {
            TransportAnswer answer = send(server);

            UnreachableException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                    UnreachableException.class, () -> answer.read(new byte[10], 0, 10));

            assertThat(failure).hasMessageContaining("its body is encoded though that was not asked for");
            assertThat(failure.sent()).isTrue();
        }
    }

    private static String gzipped(byte[] body) throws java.io.IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n"
                + bytes.toString(ISO_8859_1);
    }
}
