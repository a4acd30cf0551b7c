/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import dev.postern.api.Gateway;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An upstream, a gateway for it and the face before both, on free ports. */
final class ServedGateway implements AutoCloseable {
    static final String LLAMA = "meta-llama/Llama-2-7b-chat-hf";
    static final String MISTRAL = "mistralai/Mistral-7B-Instruct-v0.1";
    static final String PROVIDER_KEY = "esecret_canary_4711";
    static final String CHAT = "/v1/chat/completions";
    static final String HELLO =
            "{\"model\":\"" + LLAMA + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Say this is a test\"}]}";
    static final String HELLO_STREAM = HELLO.replace("{\"model\"", "{\"stream\":true,\"model\"");

    final ScriptedUpstream upstream;
    final Gateway gateway;
    final GatewayServer server;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private ServedGateway(
            ScriptedUpstream upstream,
            UnaryOperator<Gateway.Builder> gatewaySettings,
            UnaryOperator<GatewayServer.Builder> serverSettings) {
        this.upstream = upstream;
        this.gateway = gatewaySettings.apply(builder(upstream)).build();
        this.server =
                serverSettings.apply(GatewayServer.builder(gateway).port(0)).start();
    }

    static Gateway.Builder builder(ScriptedUpstream upstream) {
        String profile = upstream.profile() == Profile.ENDPOINTS ? "endpoints" : "ray-serve";
        return Gateway.builder()
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", profile))
                .environment(name -> Optional.empty());
    }

    static ServedGateway start() {
        return start(settings -> settings, settings -> settings);
    }

    static ServedGateway start(
            UnaryOperator<Gateway.Builder> gatewaySettings, UnaryOperator<GatewayServer.Builder> serverSettings) {
        return new ServedGateway(ScriptedUpstream.start(), gatewaySettings, serverSettings);
    }

    static ServedGateway start(ScriptedUpstream upstream) {
        return new ServedGateway(upstream, settings -> settings, settings -> settings);
    }

    static ServedGateway start(Profile profile) {
        return new ServedGateway(ScriptedUpstream.start(profile), settings -> settings, settings -> settings);
    }

    static ServedGateway startWith(UnaryOperator<GatewayServer.Builder> serverSettings) {
        return start(settings -> settings, serverSettings);
    }

    /** One target for the model. */
    static String target(String model) {
        return "{\"provider\":\"anyscale\",\"api_key\":\"" + PROVIDER_KEY + "\",\"override_params\":{\"model\":\""
                + model + "\"}}";
    }

    static String fallback() {
        return "{\"strategy\":{\"mode\":\"fallback\"},\"targets\":[" + target(LLAMA) + "," + target(MISTRAL) + "]}";
    }

    int port() {
        return server.port();
    }

    /** A request with a JSON body for the provider anyscale. */
    HttpRequest.Builder request(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Posts with the headers of a plain call to anyscale. */
    HttpResponse<String> chat(String json, String... more) {
        return send(request(CHAT, json, more)
                .header("authorization", "Bearer " + PROVIDER_KEY)
                .header("x-portkey-provider", "anyscale"));
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return send(request(path, json, headers));
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(30));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    RawConnection connect() {
        return RawConnection.to(port());
    }

    @Override
    public void close() {
        server.close();
        gateway.close();
        upstream.close();
    }
}
