/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import com.google.gson.JsonObject;
import dev.postern.api.InvalidRequestException;
import dev.postern.spi.Endpoint;
import dev.postern.spi.EndpointAnswer;
import dev.postern.spi.EndpointRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The routes of saved configs; in a path, a config's name is as good as its id. */
final class ConfigEndpoints {
    private static final List<String> MEMBERS = List.of("name", "config", "tenant", "workspace_id");

    private final ConfigStore configs;
    private final ConfigCheck check;

    ConfigEndpoints(ConfigStore configs, ConfigCheck check) {
        this.configs = configs;
        this.check = check;
    }

    List<Endpoint> all() {
        return List.of(
                AdminAnswers.route("GET", "/v1/configs", this::list),
                AdminAnswers.route("POST", "/v1/configs", this::create),
                AdminAnswers.route("GET", "/v1/configs/{id}", this::get),
                AdminAnswers.route("PUT", "/v1/configs/{id}", this::update),
                AdminAnswers.route("DELETE", "/v1/configs/{id}", this::delete));
    }

    private EndpointAnswer list(EndpointRequest request) {
        return AdminAnswers.list(configs.list(request.tenant()), ConfigEndpoints::known);
    }

    private EndpointAnswer create(EndpointRequest request) {
        AdminBody body = AdminBody.read(request, MEMBERS);
        body.onlyFor(request.tenant());
        String json = body.json("config").orElseThrow(() -> AdminBody.missing("config"));
        return AdminAnswers.ok(receipt(configs.create(wanted(request, body.required("name"), json), check)));
    }

    private EndpointAnswer get(EndpointRequest request) {
        SavedConfig config = named(request);
        JsonObject shown = known(config);
        shown.add("config", configs.shown(request.tenant(), config.id()).orElseThrow(ConfigEndpoints::unknown));
        shown.addProperty("format", "json");
        return AdminAnswers.ok(shown);
    }

    private EndpointAnswer update(EndpointRequest request) {
        SavedConfig config = named(request);
        AdminBody body = AdminBody.read(request, MEMBERS);
        body.onlyFor(request.tenant());
        String name = body.text("name").orElse(config.name());
        Optional<String> json = body.json("config");
        if (json.isEmpty() && body.text("name").isEmpty()) {
            throw new InvalidRequestException("config: missing; send a config, a name, or both", "config");
        }
        Optional<SavedConfig> updated = json.isPresent()
                ? configs.update(config.id(), wanted(request, name, json.get()), check)
                : configs.rename(request.tenant(), config.id(), name);
        return AdminAnswers.ok(receipt(updated.orElseThrow(ConfigEndpoints::unknown)));
    }

    private EndpointAnswer delete(EndpointRequest request) {
        if (!configs.delete(request.tenant(), named(request).id())) {
            throw unknown();
        }
        return AdminAnswers.deleted();
    }

    private static NewConfig wanted(EndpointRequest request, String name, String json) {
        // The route asked for the right of an admin; without a key, anybody has it. Where to send is the operator's to
        // say: a config that says so itself may name hosts on the operator's list only, like one that a caller sends.
        boolean trusted = request.keyId() != null && !ConfigText.namesHost(json);
        return new NewConfig(request.tenant(), name, json, trusted, request.keyId());
    }

    private SavedConfig named(EndpointRequest request) {
        String name = Objects.requireNonNull(request.variables().get("id"), "id");
        return configs.get(request.tenant(), name).orElseThrow(ConfigEndpoints::unknown);
    }

    private static InvalidRequestException unknown() {
        return InvalidRequestException.notFound("no config of that id or name", "id");
    }

    private static JsonObject receipt(SavedConfig config) {
        JsonObject receipt = new JsonObject();
        receipt.addProperty("id", config.id());
        receipt.addProperty("slug", config.id());
        receipt.addProperty("version_id", config.versionId());
        receipt.addProperty("object", "config");
        return receipt;
    }

    private static JsonObject known(SavedConfig config) {
        JsonObject known = receipt(config);
        known.addProperty("name", config.name());
        known.addProperty("workspace_id", config.tenant());
        known.addProperty("is_default", 0);
        known.addProperty("status", "active");
        known.addProperty("version", config.version());
        known.addProperty("updated_by", config.savedBy());
        known.addProperty("created_at", config.createdAt().toString());
        known.addProperty("last_updated_at", config.savedAt().toString());
        return known;
    }
}
