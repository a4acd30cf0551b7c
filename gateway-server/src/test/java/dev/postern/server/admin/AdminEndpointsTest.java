/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.postern.api.ConfigException;
import dev.postern.api.GatewayException;
import dev.postern.api.Headers;
import dev.postern.api.PermissionException;
import dev.postern.api.Secret;
import dev.postern.spi.ConfigSource.NamedConfig;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.EndpointRequest;
import dev.postern.spi.Right;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminEndpointsTest {
    private static final Set<Right> ADMIN = Set.of(Right.ADMIN, Right.CALL);

    @TempDir
    Path folder;

    private AdminStore store;
    private List<Endpoint> endpoints;
    private String contentType = "application/json; charset=utf-8";

    @BeforeEach
    void open() {
        store = AdminStore.openForServer(folder, MasterKey.inFolder(folder));
        endpoints = AdminEndpoints.of(store, (json, operator) -> {
            if (json.contains("bad")) {
                throw new ConfigException("config.bad: unknown");
            }
            if (!operator && json.contains("${env:")) {
                throw new ConfigException("config.api_key: ${env:…} is the operator's");
            }
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyRouteAsksForAdmin() {
        assertThat(endpoints)
                .hasSize(12)
                .allMatch(endpoint -> endpoint.right() == Right.ADMIN)
                .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                .contains("GET /v1/configs/{id}", "POST /v1/api-keys", "PUT /v1/virtual-keys/{id}");
    }

    @Test
    void createdConfigIsReadListedChangedAndDeleted() {
        JsonObject created = call("POST", "/v1/configs", "", "{'name':'main','config':{'provider':'openai'}}");
        String id = created.get("id").getAsString();
        assertThat(created.keySet()).containsExactly("id", "slug", "version_id", "object");

        JsonObject read = call("GET", "/v1/configs/{id}", id, "");
        assertThat(read.get("name").getAsString()).isEqualTo("main");
        assertThat(read.get("config")).hasToString("{\"provider\":\"openai\"}");
        assertThat(read.get("version_id")).isEqualTo(created.get("version_id"));

        JsonObject updated = call("PUT", "/v1/configs/{id}", "main", "{'config':{'provider':'anyscale'}}");
        assertThat(updated.get("id").getAsString()).isEqualTo(id);
        assertThat(updated.get("version_id")).isNotEqualTo(created.get("version_id"));
        assertThat(store.configs().find("acme", "main")).map(NamedConfig::json).contains("{\"provider\":\"anyscale\"}");

        call("PUT", "/v1/configs/{id}", id, "{'name':'renamed'}");
        JsonObject list = call("GET", "/v1/configs", "", "");
        assertThat(list.get("object").getAsString()).isEqualTo("list");
        assertThat(list.get("total").getAsInt()).isEqualTo(1);
        assertThat(list.getAsJsonArray("data")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("renamed");

        call("DELETE", "/v1/configs/{id}", "renamed", "");
        assertThat(store.configs().list()).isEmpty();
        assertStatus(404, "no config of that id or name", "GET", "/v1/configs/{id}", id, "");
        assertStatus(404, "no config of that id or name", "DELETE", "/v1/configs/{id}", id, "");
    }

    @Test
    void configIsCheckedBeforeItIsSaved() {
        assertStatus(400, "config.bad: unknown", "POST", "/v1/configs", "", "{'name':'main','config':{'bad':1}}");
        assertThat(store.configs().list()).isEmpty();
    }

    @Test
    void configOfAnAdminKeyMayUseTheEnvironmentAndOneWithoutAKeyMayNot() {
        String body = "{'name':'main','config':{'api_key':'${env:KEY}'}}";
        assertThatThrownBy(() -> call("POST", "/v1/configs", "", body, "default", null, ADMIN))
                .isInstanceOf(ConfigException.class);

        call("POST", "/v1/configs", "", body);

        assertThat(store.configs().find("acme", "main"))
                .map(NamedConfig::trusted)
                .contains(true);
    }

    @Test
    void providersKeyInAConfigIsNotShown() {
        call("POST", "/v1/configs", "", "{'name':'main','config':{'targets':[{'api_key':'sk-secret'}]}}");

        JsonObject read = call("GET", "/v1/configs/{id}", "main", "");

        assertThat(read.toString()).doesNotContain("sk-secret").contains("\"api_key\":\"***\"");
        assertStatus(
                400,
                "config: an api_key is '***'",
                "PUT",
                "/v1/configs/{id}",
                "main",
                "{'config':" + read.get("config") + "}");
    }

    @Test
    void tenantsDoNotSeeEachOther() {
        call("POST", "/v1/configs", "", "{'name':'main','config':{}}");
        call("POST", "/v1/virtual-keys", "", "{'name':'main','provider':'anyscale','key':'sk-1'}");
        String key = call("POST", "/v1/api-keys", "", "{'name':'app','rights':['call']}")
                .get("id")
                .getAsString();

        for (String path : List.of("/v1/configs", "/v1/virtual-keys", "/v1/api-keys")) {
            JsonObject list = call("GET", path, "", "", "other", "otherkey", ADMIN);
            assertThat(list.get("total").getAsInt()).as(path).isZero();
        }
        for (String path : List.of("/v1/configs/{id}", "/v1/virtual-keys/{id}", "/v1/api-keys/{id}")) {
            String id = path.contains("api-keys") ? key : "main";
            assertThatThrownBy(() -> call("DELETE", path, id, "", "other", "otherkey", ADMIN))
                    .as(path)
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.status()).isEqualTo(404));
        }
        assertThat(store.keys().list()).allMatch(stored -> stored.revokedAt() == null);
    }

    @Test
    void nobodyActsForAnotherTenant() {
        for (String member : List.of("tenant", "workspace_id")) {
            assertStatus(
                    403,
                    member + ": a key acts for its own tenant only",
                    "POST",
                    "/v1/configs",
                    "",
                    "{'name':'main','config':{},'" + member + "':'*'}");
        }
        call("POST", "/v1/configs", "", "{'name':'main','config':{},'workspace_id':'acme'}");
    }

    @Test
    void createdKeyIsShownOnceAndWorks() {
        JsonObject created = call(
                "POST", "/v1/api-keys", "", "{'name':'app','scopes':['call'],'expires_at':'2099-01-01T00:00:00Z'}");
        String key = created.get("key").getAsString();

        assertThat(store.keys().find(key)).isPresent().get().satisfies(caller -> {
            assertThat(caller.tenant()).isEqualTo("acme");
            assertThat(caller.rights()).containsExactly(Right.CALL);
        });
        JsonObject list = call("GET", "/v1/api-keys", "", "");
        assertThat(list.toString()).doesNotContain(key, "\"key\"").contains("2099-01-01T00:00:00Z", "active");

        call("DELETE", "/v1/api-keys/{id}", created.get("id").getAsString(), "");

        assertThat(store.keys().find(key)).isEmpty();
        assertThat(call("GET", "/v1/api-keys", "", "").toString()).contains("\"status\":\"revoked\"");
    }

    @Test
    void keyGivesNoRightThatItDoesNotHave() {
        assertStatus(
                403,
                "rights: a key cannot give rights that it does not have",
                "POST",
                "/v1/api-keys",
                "",
                "{'name':'app','rights':['call','logs']}");
    }

    @Test
    void faceWithoutKeysMakesNoAdminKey() {
        assertThatThrownBy(() ->
                        call("POST", "/v1/api-keys", "", "{'name':'app','rights':['admin']}", "default", null, ADMIN))
                .isInstanceOf(PermissionException.class)
                .hasMessageStartingWith("rights: the first admin key is made by the command line");

        call("POST", "/v1/api-keys", "", "{'name':'app','rights':['call']}", "default", null, ADMIN);
        assertThat(store.keys().required()).isTrue();
    }

    @Test
    void whereToSendIsTheOperatorsToSay() {
        String body = "{'name':'main','provider':'openai','key':'sk-1','base_url':'http://169.254.169.254'}";
        assertThatThrownBy(() -> call("POST", "/v1/virtual-keys", "", body))
                .isInstanceOf(PermissionException.class)
                .hasMessageStartingWith("base_url: the operator chooses it; use the command line");
        assertThat(store.virtualKeys().list()).isEmpty();

        call("POST", "/v1/configs", "", "{'name':'a','config':{'targets':[{'custom_host':'http://127.0.0.1:9'}]}}");
        call("POST", "/v1/configs", "", "{'name':'b','config':{'targets':[{'provider':'openai'}]}}");

        assertThat(store.configs().get("acme", "a").orElseThrow().trusted()).isFalse();
        assertThat(store.configs().get("acme", "b").orElseThrow().trusted()).isTrue();
    }

    @Test
    void virtualKeyIsStoredReplacedListedAndDeletedAndNeverShown() {
        JsonObject created = call("POST", "/v1/virtual-keys", "", "{'name':'main','provider':'anyscale','key':'sk-1'}");
        assertThat(created.get("slug").getAsString()).isEqualTo("main");
        assertStatus(
                400,
                "name: there is a credential of that name",
                "POST",
                "/v1/virtual-keys",
                "",
                "{'name':'main','provider':'anyscale','key':'sk-3'}");

        store.virtualKeys().put(new NewVirtualKey("acme", "main", "anyscale", "https://host/v1", Secret.of("sk-1")));

        JsonObject replaced = call("PUT", "/v1/virtual-keys/{id}", "main", "{'key':'sk-2'}");

        assertThat(store.virtualKeys().find("acme", "main")).get().satisfies(credential -> {
            assertThat(credential.secret().reveal()).isEqualTo("sk-2");
            assertThat(credential.baseUrl()).isEqualTo("https://host/v1");
        });
        JsonObject list = call("GET", "/v1/virtual-keys", "", "");
        assertThat(List.of(created, replaced, list).toString()).doesNotContain("sk-1", "sk-2");
        call("PUT", "/v1/virtual-keys/{id}", "main", "{'key':'sk-2','base_url':null}");
        assertThat(store.virtualKeys().get("acme", "main").orElseThrow().baseUrl())
                .isNull();
        call("DELETE", "/v1/virtual-keys/{id}", "main", "");
        assertThat(store.virtualKeys().list()).isEmpty();
        assertStatus(404, "no credential of that name", "DELETE", "/v1/virtual-keys/{id}", "main", "");
        assertStatus(404, "no credential of that name", "PUT", "/v1/virtual-keys/{id}", "main", "{'key':'sk-2'}");
    }

    @Test
    void badBodiesNameTheFieldAndQuoteNothing() {
        String keys = "/v1/api-keys";
        assertStatus(400, "the body: expected a JSON object, found nothing", "POST", keys, "", "");
        assertStatus(400, "the body: expected a JSON object", "POST", keys, "", "[]");
        assertStatus(400, "line 1, column", "POST", keys, "", "{");
        assertStatus(400, "line 1, column", "POST", keys, "", "{'name':'a','name':'b'}");
        assertStatus(400, "nmae: unknown; known: name, rights", "POST", keys, "", "{'nmae':'a'}");
        assertStatus(400, "rights: missing", "POST", keys, "", "{'name':'a'}");
        assertStatus(400, "rights: expected an array of strings", "POST", keys, "", "{'rights':'call'}");
        assertStatus(400, "rights[1]: expected a string", "POST", keys, "", "{'rights':['call',1]}");
        assertStatus(400, "rights: expected some of call,", "POST", keys, "", "{'rights':['sk-1']}");
        assertStatus(400, "rights: expected some of call,", "POST", keys, "", "{'name':'a','rights':['none']}");
        assertStatus(400, "name: missing", "POST", keys, "", "{'rights':['call']}");
        assertStatus(400, "name", "POST", keys, "", "{'rights':['call'],'name':1}");
        assertStatus(
                400,
                "expires_at: expected a time",
                "POST",
                keys,
                "",
                "{'name':'a','rights':['call'],'expires_at':'x'}");
        assertStatus(400, "config: missing", "POST", "/v1/configs", "", "{'name':'a'}");
        assertStatus(400, "config: expected an object", "POST", "/v1/configs", "", "{'name':'a','config':[]}");
        assertStatus(
                400,
                "key: expected visible ASCII",
                "POST",
                "/v1/virtual-keys",
                "",
                "{'name':'a','provider':'openai','key':'sk-ä'}");
        assertThat(store.keys().required()).isFalse();
    }

    @Test
    void bodyThatABrowserSendsUnaskedIsRefused() {
        contentType = "text/plain";

        EndpointAnswer answer =
                answer("POST", "/v1/api-keys", "", "{'name':'a','rights':['call']}", "acme", "k", ADMIN);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(store.keys().list()).isEmpty();
    }

    @Test
    void storeThatFailsIsAnOverloadWithoutInternals() {
        store.close();

        assertStatus(
                503,
                "the store cannot be used now; the server's log says why",
                "POST",
                "/v1/configs",
                "",
                "{'name':'main','config':{}}");
    }

    private void assertStatus(int status, String message, String method, String path, String id, String body) {
        assertThatThrownBy(() -> call(method, path, id, body))
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("sk-")
                .isInstanceOfSatisfying(GatewayException.class, e -> {
                    assertThat(e.status()).isEqualTo(status);
                    assertThat(e.problem()).hasSizeLessThanOrEqualTo(300);
                });
    }

    private JsonObject call(String method, String path, String id, String body) {
        return call(method, path, id, body, "acme", "adminkey", ADMIN);
    }

    private JsonObject call(
            String method,
            String path,
            String id,
            String body,
            String tenant,
            @Nullable String key,
            Set<Right> rights) {
        EndpointAnswer answer = answer(method, path, id, body, tenant, key, rights);
        assertThat(answer.status()).isEqualTo(200);
        try (var in = answer.body()) {
            return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private EndpointAnswer answer(
            String method,
            String path,
            String id,
            String body,
            String tenant,
            @Nullable String key,
            Set<Right> rights) {
        Endpoint endpoint = endpoints.stream()
                .filter(e -> e.method().equals(method) && e.path().equals(path))
                .findFirst()
                .orElseThrow();
        return endpoint.handler()
                .handle(new EndpointRequest(
                        Map.of("id", id),
                        Map.of(),
                        Headers.of("content-type", contentType),
                        tenant,
                        key,
                        rights,
                        new ByteArrayInputStream(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }
}
