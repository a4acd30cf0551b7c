/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import static dev.postern.server.ErrorsTest.assertError;
import static dev.postern.server.ServedGateway.CHAT;
import static dev.postern.server.ServedGateway.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The face as a handler below a path of a server that is not ours. */
@Timeout(60)
class ForeignServerTest {
    private final ServedGateway served = ServedGateway.start();
    private final Server foreign = new Server();
    private final ServerConnector connector = new ServerConnector(foreign);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        foreign.addConnector(connector);
        foreign.setHandler(
                new ContextHandler(GatewayServer.builder(served.gateway).handler(), "/llm"));
        foreign.start();
    }

    @AfterEach
    void stop() throws Exception {
        foreign.stop();
        served.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/llm" + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> chat(String json) {
        return served.send(request(CHAT)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + ServedGateway.PROVIDER_KEY)
                .header("x-portkey-provider", "anyscale")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void callIsAnsweredWithItsHeaders() {
        HttpResponse<String> answer = chat(HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("This is a test");
        assertThat(answer.headers().firstValue("x-portkey-provider")).hasValue("anyscale");
    }

    @Test
    void streamEndsWithDone() {
        HttpResponse<String> answer = chat(ServedGateway.HELLO_STREAM);

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void errorsHaveTheShapeOfAllOthers() {
        assertError(chat("{"), 400, "invalid_request_error", "line 1");
        assertError(served.send(request("/v1/nothing")), 404, "invalid_request_error", "no such route");
    }

    @Test
    void healthIsReadyAsLongAsTheServerRuns() {
        assertThat(served.send(request("/health/ready")).body()).contains("\"ready\":true");
    }
}
