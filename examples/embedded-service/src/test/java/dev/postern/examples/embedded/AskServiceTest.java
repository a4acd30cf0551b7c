/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Gateway;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UpstreamExtension.class)
class AskServiceTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;
    private AskService service;

    @BeforeEach
    void startService(ScriptedUpstream upstream) throws IOException {
        gateway = Gateway.builder()
                .config(Path.of("gateway.json"))
                .environment(name -> Optional.of("test-key").filter(key -> name.equals("ANYSCALE_API_KEY")))
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", "endpoints"))
                .build();
        service = AskService.start(gateway, 0);
    }

    @AfterEach
    void stopService() {
        service.close();
        gateway.close();
    }

    @Test
    void questionIsAnsweredByTheModel() throws Exception {
        HttpResponse<String> answer = ask("POST", "?q=Say+hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualToIgnoringWhitespace("Hello");
        assertThat(answer.headers().firstValue("x-trace-id")).isPresent();
    }

    @Test
    void mistralAnswersWhereLlamaFails(ScriptedUpstream upstream) throws Exception {
        upstream.when("meta-llama/Llama-2-7b-chat-hf").then(Fault.status(500));

        HttpResponse<String> answer = ask("POST", "?q=Say+hello");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(upstream.lastRequest().model()).contains("mistralai/Mistral-7B-Instruct-v0.1");
    }

    @Test
    void failureOfAllTargetsIsToldWithItsStatusAndWithoutATrace(ScriptedUpstream upstream) throws Exception {
        upstream.any().always(Fault.status(503).retryAfter("7"));

        HttpResponse<String> answer = ask("POST", "?q=Say+hello");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
        assertThat(answer.body()).startsWith("HTTP 503").doesNotContain("\tat ");
    }

    @Test
    void requestWithoutQuestionIsRefused() throws Exception {
        assertThat(ask("POST", "").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "?q=Say+hello").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> ask(String method, String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + "/ask" + query);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
