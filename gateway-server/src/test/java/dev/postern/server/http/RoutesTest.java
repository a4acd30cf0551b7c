/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Body;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.server.ServerLimits;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.Right;
import dev.postern.testkit.ScriptedUpstream;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every route of the face and what it asks of a caller's key. */
class RoutesTest {
    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final Gateway gateway = Gateway.builder().build();

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    private Face face(Endpoint... endpoints) {
        return FaceBuilder.build(
                gateway, null, List.of(endpoints), true, () -> false, ServerLimits.defaults(), () -> true);
    }

    @Test
    void everyRouteDeclaresItsRight() {
        String table = face().routes().stream()
                .filter(route -> !(route.action() instanceof AbsentRoute))
                .map(route -> route.method() + " " + route.path() + " "
                        + route.right().word())
                .sorted()
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                        GET /health none
                        GET /health/live none
                        GET /health/ready none
                        GET /metrics logs
                        GET /v1/models call
                        GET /v1/openapi.json none
                        POST /v1/chat/completions call
                        POST /v1/chat/completions/chat/completions call
                        POST /v1/completions call
                        POST /v1/embeddings call""");
    }

    @Test
    void everyRouteOfTheContractIsServedOrNamesItsDependency() {
        List<String> paths = face().routes().stream().map(Route::path).toList();

        assertThat(paths)
                .contains(
                        "/v1/feedback",
                        "/v1/feedback/{id}",
                        "/v1/logs",
                        "/v1/logs/{id}",
                        "/v1/logs/exports",
                        "/v1/analytics/{name}",
                        "/v1/configs",
                        "/v1/api-keys",
                        "/v1/virtual-keys",
                        "/v1/files",
                        "/v1/fine_tuning/jobs",
                        "/");
    }

    @Test
    void givenRouteReplacesTheAbsentOne() {
        Endpoint configs = new Endpoint(
                "GET",
                "/v1/configs",
                Right.ADMIN,
                request -> EndpointAnswer.json(200, Body.empty().toJson()));

        assertThat(face(configs).routes())
                .filteredOn(
                        route -> route.method().equals("GET") && route.path().equals("/v1/configs"))
                .singleElement()
                .satisfies(route -> assertThat(route.right()).isEqualTo(Right.ADMIN));
    }

    @Test
    void twoEndpointsOnOneRouteStopTheStart() {
        Endpoint one = new Endpoint("GET", "/v1/a/{x}", Right.ADMIN, request -> null);
        Endpoint two = new Endpoint("GET", "/v1/a/{y}", Right.ADMIN, request -> null);

        assertThatThrownBy(() -> face(one, two))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the route GET /v1/a/{y} is taken");
    }
}
