/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postern.clients.ServedGateway;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no chat request. */
@Timeout(60)
class BadBodyTest {
    private static ServedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> bodies() {
        String hello = Wire.HELLO;
        return Stream.of(
                arguments("empty", "", "the body is empty"),
                arguments("no JSON", "hello", "expected a value, found 'h'"),
                arguments("cut short", hello.substring(0, hello.length() - 5), "line 1, column"),
                arguments("something behind it", hello + "x", "expected the end of the body, found 'x'"),
                arguments("two values", hello + hello, "expected the end of the body, found '{'"),
                arguments("a list", "[]", "must be a JSON object"),
                arguments("a text", "\"x\"", "must be a JSON object"),
                arguments("null", "null", "must be a JSON object"),
                arguments("single quotes", "{'model':'m'}", "expected a name in quotes"),
                arguments("a comment", "{/* */\"model\":\"m\"}", "expected a name in quotes"),
                arguments("NaN", "{\"temperature\":NaN}", "expected a value, found 'N'"),
                arguments("a leading zero", "{\"seed\":01}", "line 1, column"),
                arguments("a name twice", "{\"model\":\"a\",\"model\":\"b\"}", "has this name already"),
                arguments(
                        "a name twice, once escaped",
                        "{\"model\":\"a\",\"mod\\u0065l\":\"b\"}",
                        "has this name already"),
                arguments(
                        "a name twice inside",
                        "{\"messages\":[{\"role\":\"a\",\"role\":\"b\"}]}",
                        "has this name already"),
                arguments("lists 5000 deep", "[".repeat(5000), "deeper than 100 levels"),
                arguments("objects 5000 deep", "{\"a\":".repeat(5000), "deeper than 100 levels"),
                arguments("300,000 values", "[" + "0,".repeat(300_000) + "0]", "more than 250000 values"),
                arguments(
                        "a number of 5000 digits", "{\"seed\":" + "1".repeat(5000) + "}", "longer than 100 characters"),
                arguments("a raw NUL", "{\"model\":\"m\0\"}", "U+0000"),
                arguments("an unknown escape", "{\"model\":\"\\x\"}", "invalid escape"),
                arguments("a byte order mark", "\ufeff" + hello, "U+FEFF"),
                arguments("stream as text", "{\"stream\":\"yes\",\"model\":\"m\"}", "stream: expected a boolean"),
                arguments("no model", "{\"messages\":[]}", "model: missing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isRefusedWithWhatIsWrong(String name, String body, String reason) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(Refusals.refused(gateway, 400, Wire.body(bytes))).contains(reason);
    }

    static Stream<Arguments> badUtf8() {
        return Stream.of(
                arguments("no UTF-8", "\u00ff\u00fe"),
                arguments("overlong", "\u00c0\u00af"),
                arguments("a surrogate", "\u00ed\u00a0\u0080"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badUtf8")
    void textMustBeUtf8(String name, String bytes) {
        byte[] body = Wire.latin(Wire.HELLO.replace("Say hi", bytes));

        assertThat(Refusals.refused(gateway, 400, Wire.body(body))).contains("invalid UTF-8");
    }

    @Test
    void utf16IsNoUtf8() {
        Refusals.refused(gateway, 400, Wire.body(Wire.HELLO.getBytes(StandardCharsets.UTF_16)));
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeTheBodyComes() {
        byte[] request = Wire.latin(Wire.head("Content-Length: 99999999") + "\r\n");

        assertThat(Refusals.refused(gateway, 413, request)).contains("10485760 bytes");
    }

    @Test
    void aRefusalReachesACallerThatSendsAllOfItFirst() {
        byte[] large = new byte[12 << 20];
        Arrays.fill(large, (byte) ' ');
        String stranger = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";

        assertThat(Refusals.refused(gateway, 413, Wire.body(large))).contains("10485760 bytes");
        assertThat(Refusals.refused(gateway, 401, Wire.withBody(stranger, large)))
                .contains("gateway key");
    }

    @Test
    void aBodyWithoutLengthIsReadUpToTheLimit() {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) ' ');
        String head = Wire.head("Transfer-Encoding: chunked") + "\r\n";
        StringBuilder request = new StringBuilder(head);
        for (int i = 0; i < 10; i++) {
            request.append("100000\r\n")
                    .append(new String(chunk, StandardCharsets.ISO_8859_1))
                    .append("\r\n");
        }
        // One byte too many, and no more, so that nothing is unread when the answer comes.
        request.append("1\r\n \r\n");

        assertThat(Refusals.refused(gateway, 413, Wire.latin(request.toString())))
                .contains("10485760 bytes");
    }
}
