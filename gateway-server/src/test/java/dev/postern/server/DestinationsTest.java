/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls reach only hosts that the operator listed, whatever the caller writes and wherever. */
@Timeout(60)
class DestinationsTest {
    private static final List<String> PATHS = List.of(
            "/v1/chat/completions",
            "/v1/chat/completions/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/models");
    private static final String BODY = "{\"model\":\"m\",\"prompt\":\"x\",\"input\":\"x\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    /** Stands on an address that nobody listed. */
    private final ScriptedUpstream forbidden = ScriptedUpstream.start();

    private final ServedGateway served =
            ServedGateway.start(gateway -> gateway.allowHost("http://127.0.0.1:9"), server -> server);

    @AfterEach
    void close() {
        served.close();
        forbidden.close();
    }

    /** Forms in which the port of the forbidden address is written {@code 1}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1",
                "http://127.0.0.1:1/v1",
                "https://127.0.0.1:1",
                "http://localhost:1",
                "http://LOCALHOST.:1",
                "http://[::1]:1",
                "http://[::ffff:127.0.0.1]:1",
                "http://[0:0:0:0:0:ffff:7f00:1]:1",
                "http://2130706433:1",
                "http://0177.0.0.1:1",
                "http://0x7f000001:1",
                "http://127.1:1",
                "http://0:1",
                "http://user@127.0.0.1:1",
                "http://127.0.0.1:9@127.0.0.1:1",
                "http://127.0.0.1:9#@127.0.0.1:1",
                "http://127.0.0.1:9\\\\@127.0.0.1:1",
                "http://127.0.0.1:9/../../x@127.0.0.1:1",
                "http://127.0.0.1:9?@127.0.0.1:1",
                "http:\\\\127.0.0.1:1",
                "//127.0.0.1:1",
                "127.0.0.1:1",
                "http://127.0.0.1:9,http://127.0.0.1:1",
                "file:///etc/passwd"
            })
    void hostThatNobodyListedIsRefusedOnEveryPathAndWhereverItStands(String form) {
        String host = form.replace(":1", ":" + forbidden.port());
        String quoted = host.replace("\\", "\\\\");
        String inline = "{\"provider\":\"anyscale\",\"api_key\":\"k\",\"custom_host\":\"" + quoted + "\"}";

        for (String path : PATHS) {
            assertRefused(path, "x-portkey-provider", "anyscale", "x-portkey-custom-host", host);
            assertRefused(path, "x-portkey-config", inline);
            assertRefused(
                    path,
                    "x-portkey-config",
                    "{\"strategy\":{\"mode\":\"fallback\"},\"targets\":[" + inline + "]}",
                    "x-portkey-provider",
                    "anyscale");
        }

        assertThat(forbidden.connectionsOpened()).isZero();
        assertThat(served.upstream.requestCount()).isZero();
    }

    private void assertRefused(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(served.server.uri() + path))
                .header("authorization", "Bearer k")
                .headers(headers);
        if (path.endsWith("models")) {
            request.GET();
        } else {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(BODY));
        }
        HttpResponse<String> answer = served.send(request);
        assertThat(answer.statusCode())
                .as("%s %s: %s", path, List.of(headers), answer.body())
                .isIn(400, 403);
    }

    @Test
    void redirectOfAProviderIsNotFollowed() {
        served.upstream.any().always(Fault.redirect(forbidden.baseUrl()));

        HttpResponse<String> answer = served.chat(ServedGateway.HELLO);

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(300);
        assertThat(answer.headers().firstValue("location")).isEmpty();
        assertThat(forbidden.connectionsOpened()).isZero();
    }

    @Test
    void pathOfARequestNeverBecomesThatOfTheProvider() throws IOException {
        String[] targets = {
            "/v1/../v1/chat/completions",
            "/v1/%2e%2e/v1/chat/completions",
            "/v1//chat/completions",
            "/v1/proxy/chat/completions",
            "/v1/chat/completions;a=b",
            "/v1/chat%2fcompletions",
            "http://127.0.0.1:" + forbidden.port() + "/v1/models2"
        };
        for (String target : targets) {
            try (RawConnection connection = served.connect()) {
                connection.send(
                        RawConnection.post(target, BODY, "x-portkey-provider: anyscale", "Authorization: Bearer k"));

                assertThat(connection.head()).as(target).containsPattern("^HTTP/1.1 (4\\d\\d|200)");
            }
        }

        assertThat(forbidden.connectionsOpened()).isZero();
        served.upstream.requests().forEach(request -> assertThat(request.path()).isEqualTo("/v1/chat/completions"));
    }
}
