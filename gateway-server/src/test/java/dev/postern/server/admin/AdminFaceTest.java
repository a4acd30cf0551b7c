/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.Gateway;
import dev.postern.server.GatewayServer;
import dev.postern.spi.Right;
import dev.postern.testkit.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stores behind the face, the engine and an upstream, all on sockets. */
@Timeout(60)
class AdminFaceTest {
    private static final String HELLO = "{\"model\":\"meta-llama/Llama-2-7b-chat-hf\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Say this is a test\"}]}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ScriptedUpstream upstream;
    private AdminStore store;
    private Gateway gateway;
    private GatewayServer server;
    private String admin;

    @BeforeEach
    void start() {
        upstream = ScriptedUpstream.start();
        store = AdminStore.openForServer(folder, MasterKey.inFolder(folder));
        gateway = Gateway.builder()
                .provider("anyscale", Map.of("base_url", upstream.baseUrl().toString(), "profile", "endpoints"))
                .environment(name -> Optional.empty())
                .configs(store.configs())
                .credentials(store.virtualKeys())
                .build();
        server = GatewayServer.builder(gateway)
                .port(0)
                .keys(store.keys())
                .endpoints(AdminEndpoints.of(store, gateway::check))
                .start();
        admin = store.keys()
                .create(new NewKey("admin", "acme", Set.of(Right.ADMIN, Right.CALL), null))
                .secret()
                .reveal();
    }

    @AfterEach
    void stop() {
        server.close();
        gateway.close();
        store.close();
        upstream.close();
    }

    @Test
    void keyConfigAndCredentialMadeOverHttpServeACallAtOnce() throws Exception {
        String app = json(send("POST", "/v1/api-keys", admin, "{\"name\":\"app\",\"rights\":[\"call\"]}"))
                .get("key")
                .getAsString();
        assertThat(send(
                                "POST",
                                "/v1/virtual-keys",
                                admin,
                                "{\"name\":\"any\",\"provider\":\"anyscale\",\"key\":\"esecret_1\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(
                                "POST",
                                "/v1/configs",
                                admin,
                                "{\"name\":\"main\",\"config\":{\"provider\":\"anyscale\",\"virtual_key\":\"any\"}}")
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer = chat(app, "main");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("This is a test");
        assertThat(chat(admin, "main").statusCode()).isEqualTo(200);
        assertThat(chat(app, "other").statusCode()).isEqualTo(404);
    }

    @Test
    void savedConfigReachesNoHostThatTheOperatorDidNotList() throws Exception {
        String host = upstream.baseUrl().toString();
        HttpResponse<String> saved = send(
                "POST",
                "/v1/configs",
                admin,
                "{\"name\":\"away\",\"config\":{\"provider\":\"anyscale\",\"api_key\":\"k\",\"custom_host\":\"" + host
                        + "\"}}");

        HttpResponse<String> answer = chat(admin, "away");

        assertThat(saved.statusCode()).as(saved.body()).isBetween(200, 404);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
        assertThat(upstream.requestCount()).isZero();
    }

    @Test
    void changedConfigHoldsForTheNextCall() throws Exception {
        store.configs()
                .put(NewConfig.forEveryone("main", "{\"provider\":\"anyscale\",\"api_key\":\"k\"}"), gateway::check);
        assertThat(chat(admin, "main").statusCode()).isEqualTo(200);

        store.configs()
                .put(
                        NewConfig.forEveryone(
                                "main",
                                "{\"strategy\":{\"mode\":\"conditional\",\"conditions\":[{\"query\":"
                                        + "{\"metadata.x\":\"y\"},\"then\":\"a\"}]},\"targets\":[{\"name\":\"a\","
                                        + "\"provider\":\"anyscale\",\"api_key\":\"k\"}]}"),
                        gateway::check);

        assertThat(chat(admin, "main").statusCode()).isEqualTo(400);
    }

    @Test
    void revokedKeyIsRefusedByTheNextRequest() throws Exception {
        JsonObject created = json(send("POST", "/v1/api-keys", admin, "{\"name\":\"app\",\"rights\":[\"admin\"]}"));
        String key = created.get("key").getAsString();
        assertThat(send("GET", "/v1/configs", key, null).statusCode()).isEqualTo(200);

        String id = created.get("id").getAsString();
        assertThat(send("DELETE", "/v1/api-keys/" + id, admin, null).statusCode())
                .isEqualTo(200);

        assertThat(send("GET", "/v1/configs", key, null).statusCode()).isEqualTo(401);
    }

    @Test
    void keyWithoutTheRightOfAnAdminReadsNoConfig() throws Exception {
        String app = store.keys()
                .create(new NewKey("app", "acme", Set.of(Right.CALL), null))
                .secret()
                .reveal();

        assertThat(send("GET", "/v1/configs", app, null).statusCode()).isEqualTo(403);
        assertThat(send("GET", "/v1/configs", null, null).statusCode()).isEqualTo(401);
    }

    @Test
    void otherContentTypeIs415InTheShapeOfAllErrors() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/v1/configs", admin)
                        .header("content-type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"main\",\"config\":{}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(json(answer).getAsJsonObject("error").keySet()).containsExactly("message", "type", "param", "code");
    }

    @Test
    void badConfigIsRefusedWithItsPath() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/v1/configs", admin, "{\"name\":\"main\",\"config\":{\"provder\":\"anyscale\"}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).getAsJsonObject("error").get("message").getAsString())
                .startsWith("config.provder: ");
    }

    private HttpResponse<String> chat(String key, String config) throws Exception {
        return client.send(
                request("/v1/chat/completions", key)
                        .header("content-type", "application/json")
                        .header("x-portkey-config", config)
                        .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        HttpRequest.Builder request = request(path, key);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(30));
        return key == null ? request : request.header("x-portkey-api-key", key);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
