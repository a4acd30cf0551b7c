/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.api.Secret;
import dev.postern.spi.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads whom a target calls and with which key. */
final class CredentialReader {
    /** A provider, the key for it, and the base URL. */
    record Access(
            @Nullable String provider,
            @Nullable Credential credential,
            @Nullable String customHost) {}

    // Stands for a provider that was named and could not be read, so that no target below is told to name one.
    private static final String UNREADABLE = "?";
    private static final Key<String> PROVIDER = Key.string("provider");
    private static final Key<String> API_KEY = Key.string("api_key");
    private static final Key<String> VIRTUAL_KEY = Key.string("virtual_key");
    private static final Key<String> CUSTOM_HOST = Key.string("custom_host");

    private final Set<String> providers;
    private final Variables variables;

    CredentialReader(Set<String> providers, Variables variables) {
        this.providers = providers;
        this.variables = variables;
    }

    Access read(Fields fields, TargetSettings parent) {
        String ownProvider = fields.has("provider") ? provider(fields) : null;
        Credential ownCredential = credential(fields);
        String provider = ownProvider;
        Credential credential = ownCredential;
        if (provider == null && !fields.has("virtual_key")) {
            provider = parent.provider();
        }
        boolean noOwnKey = !fields.has("api_key") && !fields.has("virtual_key");
        if (noOwnKey && (ownProvider == null || ownProvider.equals(parent.provider()))) {
            credential = parent.credential();
        }
        return new Access(provider, credential, customHost(fields, parent));
    }

    private String provider(Fields fields) {
        String written = fields.read(PROVIDER);
        if (written == null) {
            return UNREADABLE;
        }
        String id = variables.resolve(fields.path("provider"), written);
        if (id == null) {
            return UNREADABLE;
        }
        if (!providers.contains(id)) {
            // A variable's value may be a key that went to the wrong place: its name is told instead.
            String told = id.equals(written) ? id : "${env:" + Variables.variable(written) + "}";
            fields.problem("provider", AbsentPlugin.problem("provider", told, providers));
        }
        return id;
    }

    private @Nullable Credential credential(Fields fields) {
        if (fields.has("api_key") && fields.has("virtual_key")) {
            fields.problem("virtual_key", "stands beside api_key; keep one of them");
        }
        String written = fields.read(API_KEY);
        if (written != null) {
            return literalOrVariable(fields, written);
        }
        String name = resolved(fields, VIRTUAL_KEY);
        if (name != null && name.isBlank()) {
            fields.problem("virtual_key", "expected the name of a stored credential");
        }
        return name == null ? null : new Credential.VirtualKey(name);
    }

    private @Nullable Credential literalOrVariable(Fields fields, String written) {
        String text = variables.resolve(fields.path("api_key"), written);
        if (text == null) {
            return null;
        }
        String variable = Variables.variable(written);
        Secret secret;
        try {
            secret = Secret.of(text);
        } catch (IllegalArgumentException e) {
            String where = variable == null ? "" : "in environment variable " + Found.shortened(variable) + " ";
            fields.problem("api_key", "expected a key " + where + "of printable ASCII characters and no line end");
            return null;
        }
        return variable == null ? new Credential.Literal(secret) : new Credential.FromEnvironment(variable, secret);
    }

    private @Nullable String customHost(Fields fields, TargetSettings parent) {
        if (!fields.has("custom_host")) {
            return parent.customHost();
        }
        String url = resolved(fields, CUSTOM_HOST);
        if (url != null && !HttpUrls.isBaseUrl(url)) {
            // Not echoed: what is wrong may be a password before the host.
            fields.problem("custom_host", HttpUrls.EXPECTED_BASE_URL);
        }
        return url;
    }

    private @Nullable String resolved(Fields fields, Key<String> key) {
        String written = fields.read(key);
        return written == null ? null : variables.resolve(fields.path(key.name()), written);
    }
}
