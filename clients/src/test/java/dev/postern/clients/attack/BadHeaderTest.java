/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.clients.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postern.clients.ServedGateway;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, methods, paths and content types that the contract does not have. */
@Timeout(60)
class BadHeaderTest {
    private static ServedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = ServedGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                trace("a".repeat(257), "1 to 256 visible ASCII characters"),
                trace("a b", "1 to 256 visible ASCII characters"),
                trace("\u00e9", "1 to 256 visible ASCII characters"),
                trace("a\r\nx-portkey-trace-id: b", "given more than once"),
                metadata("x", "no valid JSON: line 1, column 1"),
                metadata("[]", "expected a JSON object of strings"),
                metadata("{\"a\":1}", "expected a JSON object of strings, found a number"),
                metadata("{\"a\":\"b\",\"a\":\"c\"}", "has this name already"),
                metadata("{\"a\":\"" + "x".repeat(129) + "\"}", "at most 128 characters"),
                metadata("{" + keys(65) + "}", "at most 64 keys"),
                config("{", "not valid JSON"),
                config("{\"provider\":5}", "config.provider: expected a string"),
                config(
                        "{\"provider\":\"anyscale\",\"api_kye\":\"" + Wire.SECRET + "\"}",
                        "config.api_kye: unknown key"),
                config("{\"provider\":\"anyscale\",\"api_key\":\"${env:HOME}\"}", "only in the operator's own configs"),
                config("{\"provider\":\"anyscale\",\"custom_host\":\"file:///etc/passwd\"}", "http or https URL"),
                config("{\"strategy\":{\"mode\":\"loadbalance\"},\"targets\":[]}", "at least one target"),
                config("{\"provider\":\"anyscale\",\"input_guardrails\":[]}", "Postern has no guardrails"),
                config("{\"provider\":\"anyscale\",\"forward_headers\":[\"authorization\"]}", "never sent on"),
                config("{" + numbers(300) + "}", "problems: "),
                arguments("x-portkey-provider: nope", "no provider 'nope'; present: anyscale"),
                arguments("x-portkey-provider: " + "n".repeat(9000), "no provider"),
                arguments("x-portkey-mode: fallback", "such as \"proxy anyscale\""),
                arguments("x-portkey-virtual-key: nope", "no stored credential"),
                arguments("x-portkey-request-timeout: soon", "expected a whole number"),
                arguments("x-portkey-request-timeout: 0", "positive"),
                arguments("x-portkey-retry-count: -1", "expected a whole number"),
                arguments("x-portkey-cache: nope", "no cache 'nope'"),
                host("http://2130706433/", "four decimal numbers"),
                host("http://user:" + Wire.SECRET + "@x/", "user info"),
                host("gopher://x", "https:// or http://"));
    }

    private static Arguments trace(String value, String reason) {
        return arguments("x-portkey-trace-id: " + value, reason);
    }

    private static Arguments metadata(String value, String reason) {
        return arguments("x-portkey-metadata: " + value, reason);
    }

    private static Arguments config(String value, String reason) {
        return arguments("x-portkey-config: " + value, reason);
    }

    private static Arguments host(String value, String reason) {
        return arguments("x-portkey-provider: anyscale\r\nx-portkey-custom-host: " + value, reason);
    }

    private static String keys(int count) {
        return String.join(
                ",",
                IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":\"v\"").toList());
    }

    private static String numbers(int count) {
        return keys(count).replace("\"v\"", "1");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void isRefusedWithWhatIsWrong(String lines, String reason) {
        assertThat(Refusals.refused(gateway, 400, Wire.call(lines))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/v1",
                "http://[::1]/",
                "http://169.254.169.254/latest/meta-data",
                "http://metadata.google.internal/"
            })
    void aHostThatTheOperatorDidNotAllowIsForbidden(String host) {
        String lines = "x-portkey-provider: anyscale\r\nAuthorization: Bearer " + Wire.SECRET
                + "\r\nx-portkey-custom-host: " + host;

        assertThat(Refusals.refused(gateway, 403, Wire.call(lines))).contains("is not among the hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "x-portkey-api-key",
                "cookie",
                "host",
                "connection",
                "x-fine, transfer-encoding",
                "a b"
            })
    void aHeaderThatMustNotGoUpstreamCannotBeForwarded(String names) {
        Refusals.refused(gateway, 400, Wire.call("x-portkey-forward-headers: " + names));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "../../etc/passwd", "[]"})
    void anUnknownConfigIsNotFound(String name) {
        assertThat(Refusals.refused(gateway, 404, Wire.call("x-portkey-config: " + name)))
                .contains("no config");
    }

    @Test
    void tooMuchHeadIs431() {
        String[] many = IntStream.range(0, 120).mapToObj(i -> "x-" + i + ": a").toArray(String[]::new);
        String[] large = IntStream.range(0, 40)
                .mapToObj(i -> "x-" + i + ": " + "a".repeat(1000))
                .toArray(String[]::new);

        assertThat(Refusals.refused(gateway, 431, Wire.call(many))).contains("100 headers");
        assertThat(Refusals.refused(gateway, 431, Wire.call("x-a: " + "a".repeat(17_000))))
                .contains("16384 bytes");
        assertThat(Refusals.refused(gateway, 431, Wire.latin(Wire.head(large) + "\r\n")))
                .contains("too large");
        assertThat(Refusals.refused(
                        gateway, 431, Wire.call("x-portkey-metadata: {\"a\":\"" + "x".repeat(9000) + "\"}")))
                .contains("8192 bytes");
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE", "PATCH", "TRACE", "post", "NONSENSE"})
    void anotherMethodIs405(String method) {
        byte[] request = Wire.latin(new String(Wire.call(), StandardCharsets.ISO_8859_1).replaceFirst("POST", method));

        assertThat(Refusals.refused(gateway, 405, request)).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/chat/completions/", "/V1/chat/completions", "/v1/models/../../etc/passwd", "/v2", "/v1/"})
    void anUnknownPathIs404(String path) {
        byte[] request = Wire.latin(
                new String(Wire.call(), StandardCharsets.ISO_8859_1).replaceFirst("/v1/chat/completions", path));

        Refusals.refused(gateway, 404, request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/vnd.api+json", "json", ";"})
    void anotherContentTypeIs415(String type) {
        byte[] request =
                Wire.latin(new String(Wire.call(), StandardCharsets.ISO_8859_1).replace("application/json", type));

        assertThat(Refusals.refused(gateway, 415, request)).contains("application/json");
    }

    @Test
    void anotherCharsetIs415() {
        String request = new String(Wire.call(), StandardCharsets.ISO_8859_1);

        Refusals.refused(
                gateway, 415, Wire.latin(request.replace("application/json", "application/json; charset=utf-16")));
    }

    @Test
    void credentialsGivenTwiceAre400() {
        String once = "Authorization: Bearer " + Wire.SECRET;

        Refusals.refused(gateway, 400, Wire.call(once, once));
        Refusals.refused(gateway, 400, Wire.call("x-portkey-api-key: " + ServedGateway.KEY));
    }

    @Test
    void aWrongKeyBesideAGoodOneIsWrong() {
        Refusals.refused(gateway, 401, Wire.call("Authorization: Bearer pst_wrong"));
    }

    @Test
    void aPackedBodyIs415() {
        Refusals.refused(gateway, 415, Wire.call("Content-Encoding: gzip"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: none",
                "Authorization: Bearer pst_wrong",
                "Authorization: Basic dXNlcjpwYXNz",
                "Authorization: Bearer " + Wire.SECRET,
                "x-portkey-api-key: pst_\u00e9",
                "x-portkey-api-key: "
            })
    void withoutAValidGatewayKeyNothingElseIsSaid(String key) {
        String request = "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n" + key
                + "\r\nx-portkey-config: {\r\n\r\n{";

        assertThat(Refusals.refused(gateway, 401, Wire.latin(request))).contains("gateway key");
    }
}
