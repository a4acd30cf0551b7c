/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import com.google.common.hash.Hashing;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.postern.api.ConfigException;
import dev.postern.api.Secret;
import dev.postern.engine.attempt.UpstreamTarget;
import dev.postern.engine.config.ConfigNode;
import dev.postern.engine.config.Credential;
import dev.postern.engine.config.Found;
import dev.postern.engine.config.TargetSettings;
import dev.postern.engine.config.Trust;
import dev.postern.engine.health.TargetKey;
import dev.postern.engine.transport.Destination;
import dev.postern.spi.CredentialSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the provider, the host and the credential of a config's leaves, and says which of them are the same target. */
final class TargetResolver {
    private final EngineParts parts;
    private final Trust trust;
    private final String tenant;
    private final @Nullable String callProvider;

    TargetResolver(EngineParts parts, Trust trust, String tenant, @Nullable String callProvider) {
        this.parts = parts;
        this.trust = trust;
        this.tenant = tenant;
        this.callProvider = callProvider;
    }

    /** Returns where a leaf's requests go and with which key. */
    UpstreamTarget target(ConfigNode node) {
        TargetSettings settings = node.settings();
        Providers.Connected connected = parts.providers().get(providerId(node));
        Secret apiKey = null;
        String virtualKey = null;
        if (settings.credential() instanceof Credential.Literal literal) {
            apiKey = literal.secret();
        } else if (settings.credential() instanceof Credential.FromEnvironment variable) {
            apiKey = variable.secret();
        } else if (settings.credential() instanceof Credential.VirtualKey name) {
            virtualKey = name.name();
        }
        return new UpstreamTarget(
                node.path(),
                connected.id(),
                connected.provider(),
                destination(node, connected),
                connected.destination(),
                settings.customHost() != null && trust == Trust.CALLER,
                parts.policy(),
                apiKey,
                virtualKey,
                parts.credentials(),
                settings.forwardHeaders(),
                settings.requestTimeout());
    }

    private Destination destination(ConfigNode node, Providers.Connected connected) {
        String customHost = node.settings().customHost();
        if (customHost == null) {
            return parts.providers().ownHost(connected);
        }
        return trust == Trust.OPERATOR
                ? Destination.parse(customHost, node.path() + ".custom_host")
                : parts.policy().check(customHost);
    }

    private String providerId(ConfigNode node) {
        if (node.settings().provider() != null) {
            return node.settings().provider();
        }
        if (node.settings().credential() instanceof Credential.VirtualKey key) {
            Optional<CredentialSource.Credential> stored = parts.credentials().find(tenant, key.name());
            return stored.orElseThrow(() -> new ConfigException(node.path() + ".virtual_key: no stored credential '"
                            + Found.shortened(key.name()) + "'; store it, or name the provider"))
                    .provider();
        }
        if (callProvider == null) {
            throw new ConfigException(node.path()
                    + ".provider: missing; name it in the config or with the call; present: "
                    + String.join(", ", parts.plugins().providers().ids()));
        }
        return callProvider;
    }

    /** Returns what a leaf shares its health with, whichever configs name it. */
    TargetKey key(ConfigNode node, UpstreamTarget target) {
        return new TargetKey(
                target.providerId(),
                target.destination().origin(),
                credential(node.settings().credential()),
                model(node.settings()));
    }

    /** Returns what makes nodes of two configs the same target: a leaf's key, of a strategy those of all below. */
    String identity(ConfigNode node) {
        return node.isLeaf()
                ? key(node, target(node)).toString()
                : node.targets().stream()
                        .map(this::identity)
                        .collect(Collectors.joining(", ", node.strategy().mode() + "(", ")"));
    }

    /** Names the credential; a new key under the same name keeps what is known. */
    String credential(@Nullable Credential credential) {
        if (credential instanceof Credential.FromEnvironment variable) {
            return "env:" + variable.variable();
        }
        if (credential instanceof Credential.VirtualKey key) {
            return "virtual:" + tenant + "/" + key.name();
        }
        if (credential instanceof Credential.Literal literal) {
            return "sha256:" + Hashing.sha256().hashString(literal.secret().reveal(), StandardCharsets.UTF_8);
        }
        return "call";
    }

    private static @Nullable String model(TargetSettings settings) {
        JsonElement model = settings.overrideParams().toJson().get("model");
        return model instanceof JsonPrimitive text && text.isString() ? text.getAsString() : null;
    }
}
