/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Gateway;
import dev.postern.server.ServerLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the face says of itself while it stops. */
@Timeout(60)
class HealthTest {
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final Gateway gateway = Gateway.builder().build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                FaceBuilder.build(gateway, null, List.of(), true, () -> true, ServerLimits.defaults(), ready::get));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        gateway.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    void runningServerIsLiveAndReady(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"live\":true,\"ready\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void stoppingServerIsLiveAndNotReady(String path) throws Exception {
        ready.set(false);

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"status\":\"stopping\",\"live\":true,\"ready\":false}");
    }

    @Test
    void stoppingServerStaysLive() throws Exception {
        ready.set(false);

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void descriptionIsServedAsItStandsInTheJar() throws Exception {
        HttpResponse<String> answer = get("/v1/openapi.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).startsWith("{\n  \"openapi\": \"3.1.0\"");
    }
}
