/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P12: each gets a clear 4xx in our shape, and the connection is usable or closed. */
@Timeout(60)
class BadInputTest {
    private static ServedGateway served;

    @BeforeAll
    static void start() {
        served = ServedGateway.start();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static RawConnection.Answer send(String raw) {
        try (RawConnection connection = served.connect()) {
            return connection.send(raw.getBytes(StandardCharsets.ISO_8859_1)).read();
        }
    }

    private static void assertRefused(RawConnection.Answer answer, int status) {
        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
        assertThat(answer.head()).containsIgnoringCase("content-type: application/json");
        ErrorsTest.assertShape(answer.body(), status == 408 ? "timeout_error" : "invalid_request_error", "");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String post(String... lines) {
        return "POST " + CHAT + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "x-portkey-provider: anyscale\r\nAuthorization: Bearer k\r\n" + String.join("\r\n", lines);
    }

    @Test
    void lengthTogetherWithChunkedCodingIsRefused() {
        assertRefused(send(post("Content-Length: 5", "Transfer-Encoding: chunked", "", "0", "", "")), 400);
    }

    @Test
    void twoLengthsAreRefused() {
        assertRefused(send(post("Content-Length: 2", "Content-Length: 3", "", "{}")), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+2", "-2", "2,2", "0x2", "2 2", "99999999999999999999", ""})
    void lengthThatIsNoNumberIsRefused(String length) {
        RawConnection.Answer answer = send(post("Content-Length: " + length, "", "{}"));

        assertThat(answer.status()).isIn(400, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xchunked", "chunked, chunked", "gzip, identity", "chunked\u000b"})
    void transferCodingsThatAreNotChunkedAreRefused(String coding) {
        RawConnection.Answer answer = send(post("Transfer-Encoding: " + coding, "", "0", "", ""));

        assertThat(answer.status()).isIn(400, 501);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a header with a blank before its colon | x-a : 1",
                "a folded header | x-a: 1\\r\\n  2",
                "a header without a name | : 1",
                "a header with NUL | x-a: 1\\0",
                "a header with a bare CR | x-a: 1\\r2",
            })
    void malformedHeadersAreRefused(String what, String header) {
        String raw = header.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");

        assertRefused(send(lines("GET /health HTTP/1.1", "Host: 127.0.0.1", raw)), 400);
    }

    @Test
    void requestWithoutHostIsRefused() {
        assertRefused(send(lines("GET /health HTTP/1.1")), 400);
    }

    @Test
    void twoHostsAreRefused() {
        assertRefused(send(lines("GET /health HTTP/1.1", "Host: 127.0.0.1", "Host: localhost")), 400);
    }

    @ParameterizedTest
    @CsvSource({"BREW, 405", "DELETE, 405", "OPTIONS, 405", "TRACE, 405", "get, 405"})
    void otherMethodsAreRefused(String method, int status) {
        RawConnection.Answer answer = send(lines(method + " " + CHAT + " HTTP/1.1", "Host: 127.0.0.1"));

        assertRefused(answer, status);
        assertThat(answer.head()).containsIgnoringCase("allow: POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/%2e%2e/health", "/../health", "/v1//models", "/%00", "/v1/models;x=y", "/v1/logs/a%2fb"})
    void crookedPathsAreNeverServed(String path) {
        assertThat(send(lines("GET " + path + " HTTP/1.1", "Host: 127.0.0.1")).status())
                .isIn(400, 404);
    }

    @Test
    void garbageIsRefused() {
        assertThat(send("\u0016\u0003\u0001 hello\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void oldProtocolsAreRefused() {
        assertThat(send(lines("GET /health HTTP/0.9", "Host: 127.0.0.1")).status())
                .isIn(400, 426, 505);
        assertThat(send(lines("GET /health HTTP/3.7", "Host: 127.0.0.1")).status())
                .isIn(400, 426, 505);
    }

    @Test
    void hugeHeaderIs431() {
        assertRefused(send(lines("GET /health HTTP/1.1", "Host: 127.0.0.1", "x-a: " + "a".repeat(40_000))), 431);
        assertRefused(send(lines("GET /health HTTP/1.1", "Host: 127.0.0.1", "x-a: " + "a".repeat(17_000))), 431);
    }

    @Test
    void tooManyHeadersAre431() {
        assertRefused(send(lines("GET /health HTTP/1.1", "Host: 127.0.0.1", "x-a: 1\r\n".repeat(100) + "x-b: 1")), 431);
    }

    @Test
    void longRequestLineIs414() {
        assertRefused(send(lines("GET /health?" + "a".repeat(17_000) + " HTTP/1.1", "Host: 127.0.0.1")), 414);
        assertRefused(send(lines("GET /health?" + "a".repeat(40_000) + " HTTP/1.1", "Host: 127.0.0.1")), 414);
    }

    @Test
    void metadataHeaderBeyondItsLimitIs431() {
        String metadata = "{\"a\":\"" + "b".repeat(8200) + "\"}";

        assertRefused(send(post("x-portkey-metadata: " + metadata, "Content-Length: 2", "", "{}")), 431);
    }

    @Test
    void announcedBodyBeyondTheLimitIs413BeforeItIsSent() {
        assertRefused(send(post("Content-Length: 10485761", "", "")), 413);
    }

    @Test
    void chunkedBodyBeyondTheLimitIs413() {
        try (ServedGateway small = ServedGateway.startWith(server -> server.limits(
                        ServerLimits.defaults().toBuilder().maxBodyBytes(100).build()));
                RawConnection connection = small.connect()) {
            connection.send(post("Transfer-Encoding: chunked", "", "c8", " ".repeat(200), "0", "", ""));

            assertRefused(connection.read(), 413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":1}}",
                "{",
                "nul",
                "\u00ff",
                "{\"a\":\"\u00ff\"}",
                "\u00ef\u00bb\u00bf{}"
            })
    void brokenBodiesAre400AndLeaveTheConnectionUsable(String body) {
        try (RawConnection connection = served.connect()) {
            connection.send(post("Content-Length: " + body.length(), "", body).getBytes(StandardCharsets.ISO_8859_1));
            assertRefused(connection.read(), 400);

            connection.send(post("Content-Length: " + HELLO.length(), "", HELLO));
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    @Test
    void deepBodyIs400() {
        String body = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        assertRefused(send(post("Content-Length: " + body.length(), "", body)), 400);
    }

    @Test
    void wrongTypesAre400AndNameTheField() {
        String body = HELLO.replace("{\"model\"", "{\"stream\":\"yes\",\"model\"");

        RawConnection.Answer answer = send(post("Content-Length: " + body.length(), "", body));

        assertRefused(answer, 400);
        assertThat(answer.body()).contains("stream");
    }

    @Test
    void bodyThatEndsEarlyClosesTheConnection() throws Exception {
        try (RawConnection connection = served.connect()) {
            connection.send(post("Content-Length: 100", "", "{"));
            connection.socket().shutdownOutput();

            assertThat(connection.readToEnd()).doesNotContain(" 200 ").doesNotContain("Exception");
        }
    }

    @Test
    void badChunkIsRefused() {
        assertThat(send(post("Transfer-Encoding: chunked", "", "zz", "{}", "0", "", ""))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void connectionStaysUsableAfterEachPlainRefusal() {
        try (RawConnection connection = served.connect()) {
            connection.send(lines("GET /v1/nothing HTTP/1.1", "Host: 127.0.0.1"));
            assertThat(connection.read().status()).isEqualTo(404);
            connection.send(lines("GET " + CHAT + " HTTP/1.1", "Host: 127.0.0.1"));
            assertThat(connection.read().status()).isEqualTo(405);
            connection.send(post("x-portkey-trace-id: a b", "Content-Length: 2", "", "{}"));
            assertThat(connection.read().status()).isEqualTo(400);
            connection.send(post("Content-Length: " + HELLO.length(), "", HELLO));
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    @Test
    void refusalReachesACallerThatIsStillSending() {
        String large = "x".repeat(11 << 20);

        assertRefused(send(post("Content-Length: " + large.length(), "", large)), 413);
        assertRefused(send(post("Content-Type: text/plain", "Content-Length: " + large.length(), "", large)), 400);
    }

    @Test
    void headIsServedWhereGetIs() {
        RawConnection.Answer answer = head();

        assertThat(answer.status()).isEqualTo(200);
    }

    private static RawConnection.Answer head() {
        try (RawConnection connection = served.connect()) {
            connection.send(lines("HEAD /health HTTP/1.1", "Host: 127.0.0.1", "Connection: close"));
            String text = connection.readToEnd();
            assertThat(text).endsWith("\r\n\r\n");
            return new RawConnection.Answer(Integer.parseInt(text.substring(9, 12)), text, "", java.util.List.of());
        }
    }

    @Test
    void otherCharsetsThanUtf8Are415() {
        String raw =
                post("Content-Length: 2", "", "{}").replace("application/json", "application/json; charset=utf-16");

        assertRefused(send(raw), 415);
    }

    @Test
    void twoAuthorizationsAreRefused() {
        assertRefused(send(post("Authorization: Bearer other", "Content-Length: 2", "", "{}")), 400);
    }

    @Test
    void gzippedBodyIs415() {
        assertRefused(send(post("Content-Encoding: gzip", "Content-Length: 2", "", "{}")), 415);
    }

    @Test
    void secretsInBadHeadersAreNotEchoed() {
        RawConnection.Answer answer = send(post(
                "x-portkey-config: {\"provider\":\"anyscale\",\"api_key\":\"canary\",\"api_key\":\"canary\"}",
                "Content-Length: 2",
                "",
                "{}"));

        assertRefused(answer, 400);
        assertThat(answer.body()).doesNotContain("canary");
    }

    @Test
    void randomBytesNeverGetMoreThanARefusal() {
        long seed = System.nanoTime();
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < 50; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes("GET /".getBytes(StandardCharsets.US_ASCII));
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            bytes.writeBytes(noise);
            bytes.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (RawConnection connection = served.connect()) {
                connection.send(bytes.toByteArray());

                assertThat(connection.read().status()).as("seed %d", seed).isBetween(400, 505);
            }
        }
    }
}
