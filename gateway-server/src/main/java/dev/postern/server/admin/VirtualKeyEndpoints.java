/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import com.google.gson.JsonObject;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.api.Secret;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.EndpointRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The routes of provider credentials; the name is the id. */
final class VirtualKeyEndpoints {
    private static final List<String> MEMBERS =
            List.of("name", "provider", "key", "base_url", "tenant", "workspace_id");

    private final VirtualKeyStore keys;

    VirtualKeyEndpoints(VirtualKeyStore keys) {
        this.keys = keys;
    }

    List<Endpoint> all() {
        return List.of(
                AdminAnswers.route("GET", "/v1/virtual-keys", this::list),
                AdminAnswers.route("POST", "/v1/virtual-keys", this::create),
                AdminAnswers.route("PUT", "/v1/virtual-keys/{id}", this::replace),
                AdminAnswers.route("DELETE", "/v1/virtual-keys/{id}", this::delete));
    }

    private EndpointAnswer list(EndpointRequest request) {
        return AdminAnswers.list(keys.list(request.tenant()), VirtualKeyEndpoints::known);
    }

    private EndpointAnswer create(EndpointRequest request) {
        AdminBody body = AdminBody.read(request, MEMBERS);
        body.onlyFor(request.tenant());
        NewVirtualKey wanted = new NewVirtualKey(
                request.tenant(), body.required("name"), body.required("provider"), baseUrl(body, null), secret(body));
        return AdminAnswers.ok(known(keys.create(wanted)));
    }

    /** Replaces the secret; provider and base URL stay where they are not sent. */
    private EndpointAnswer replace(EndpointRequest request) {
        StoredVirtualKey known = keys.get(request.tenant(), id(request)).orElseThrow(VirtualKeyEndpoints::unknown);
        AdminBody body = AdminBody.read(request, MEMBERS);
        body.onlyFor(request.tenant());
        if (body.text("name").filter(name -> !name.equals(known.name())).isPresent()) {
            throw new InvalidRequestException("name: a credential keeps its name; store another, delete this", "name");
        }
        NewVirtualKey wanted = new NewVirtualKey(
                request.tenant(),
                known.name(),
                body.text("provider").orElse(known.provider()),
                baseUrl(body, known.baseUrl()),
                secret(body));
        return AdminAnswers.ok(known(keys.put(wanted)));
    }

    private EndpointAnswer delete(EndpointRequest request) {
        if (!keys.delete(request.tenant(), id(request))) {
            throw unknown();
        }
        return AdminAnswers.deleted();
    }

    private static @Nullable String baseUrl(AdminBody body, @Nullable String absent) {
        if (!body.has("base_url")) {
            return absent;
        }
        String url = body.text("base_url").orElse(null);
        if (url != null && !url.equals(absent)) {
            throw new PermissionException(
                    "base_url: the operator chooses it; use the command line: postern virtual-keys put NAME --base-url URL");
        }
        return url;
    }

    private static Secret secret(AdminBody body) {
        try {
            return Secret.of(body.required("key"));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("key: expected visible ASCII characters", "key");
        }
    }

    private static String id(EndpointRequest request) {
        return Objects.requireNonNull(request.variables().get("id"), "id");
    }

    private static InvalidRequestException unknown() {
        return InvalidRequestException.notFound("no credential of that name", "id");
    }

    private static JsonObject known(StoredVirtualKey key) {
        JsonObject known = new JsonObject();
        known.addProperty("id", key.name());
        known.addProperty("slug", key.name());
        known.addProperty("object", "virtual-key");
        known.addProperty("name", key.name());
        known.addProperty("ai_provider_name", key.provider());
        known.addProperty("base_url", key.baseUrl());
        known.addProperty("workspace_id", key.tenant());
        known.addProperty("status", "active");
        known.addProperty("created_at", key.createdAt().toString());
        known.addProperty("last_updated_at", key.updatedAt().toString());
        return known;
    }
}
