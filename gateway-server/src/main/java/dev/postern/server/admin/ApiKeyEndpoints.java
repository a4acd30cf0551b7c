/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.EndpointRequest;
import dev.postern.spi.Right;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of gateway keys. */
final class ApiKeyEndpoints {
    private static final List<String> MEMBERS =
            List.of("name", "rights", "scopes", "expires_at", "tenant", "workspace_id");

    private final GatewayKeyStore keys;

    ApiKeyEndpoints(GatewayKeyStore keys) {
        this.keys = keys;
    }

    List<Endpoint> all() {
        return List.of(
                AdminAnswers.route("GET", "/v1/api-keys", this::list),
                AdminAnswers.route("POST", "/v1/api-keys", this::create),
                AdminAnswers.route("DELETE", "/v1/api-keys/{id}", this::revoke));
    }

    private EndpointAnswer list(EndpointRequest request) {
        Instant now = keys.now();
        return AdminAnswers.list(keys.list(request.tenant()), key -> known(key, now));
    }

    private EndpointAnswer create(EndpointRequest request) {
        AdminBody body = AdminBody.read(request, MEMBERS);
        body.onlyFor(request.tenant());
        // Portkey's name for rights.
        String member = body.has("scopes") && !body.has("rights") ? "scopes" : "rights";
        Set<Right> rights = rights(body, member);
        if (!request.rights().containsAll(rights)) {
            throw new PermissionException(member + ": a key cannot give rights that it does not have");
        }
        if (request.keyId() == null && rights.contains(Right.ADMIN)) {
            throw new PermissionException(member + ": the first admin key is made by the command line");
        }
        NewKey wanted = new NewKey(body.required("name"), request.tenant(), rights, expiry(body));
        CreatedKey created = keys.create(wanted);
        JsonObject answer = known(created.key(), keys.now());
        answer.addProperty("key", created.secret().reveal());
        return AdminAnswers.ok(answer);
    }

    private static Set<Right> rights(AdminBody body, String member) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : body.words(member)) {
            rights.add(GatewayKeyStore.grantable().stream()
                    .filter(right -> right.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequestException(
                            member + ": expected some of " + GatewayKeyStore.words(GatewayKeyStore.grantable()),
                            member)));
        }
        return rights;
    }

    private static @Nullable Instant expiry(AdminBody body) {
        String text = body.text("expires_at").orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidRequestException(
                    "expires_at: expected a time in UTC such as 2030-01-31T12:00:00Z", "expires_at");
        }
    }

    private EndpointAnswer revoke(EndpointRequest request) {
        String id = Objects.requireNonNull(request.variables().get("id"), "id");
        boolean own =
                keys.list(request.tenant()).stream().anyMatch(key -> key.id().equals(id));
        if (!own || !keys.revoke(id)) {
            throw InvalidRequestException.notFound("no key of that id", "id");
        }
        return AdminAnswers.deleted();
    }

    private static JsonObject known(StoredKey key, Instant now) {
        JsonObject known = new JsonObject();
        known.addProperty("id", key.id());
        known.addProperty("object", "api-key");
        known.addProperty("name", key.name());
        known.addProperty("workspace_id", key.tenant());
        known.addProperty("status", key.status(now));
        JsonArray rights = new JsonArray();
        for (Right right : Right.values()) {
            if (key.rights().contains(right)) {
                rights.add(right.word());
            }
        }
        known.add("scopes", rights);
        known.addProperty("created_at", key.createdAt().toString());
        known.addProperty(
                "expires_at", key.expiresAt() == null ? null : key.expiresAt().toString());
        return known;
    }
}
