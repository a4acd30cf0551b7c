/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.api.Secret;
import dev.postern.engine.transport.Destination;
import dev.postern.engine.transport.DestinationPolicy;
import dev.postern.spi.Call;
import dev.postern.spi.CredentialSource;
import dev.postern.spi.Provider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a target's requests go, and with which credential and headers.
 *
 * @param path the target's path in the config
 * @param providerId the provider's id
 * @param provider the adapter
 * @param destination where to, unless the call brings a host of its own
 * @param policy decides which hosts a call may bring
 * @param apiKey the config's key, or null
 * @param virtualKey the name of the config's stored credential, or null
 * @param credentials where stored credentials are found
 * @param forwardHeaders the names of the caller's headers to send on
 */
public record UpstreamTarget(
        String path,
        String providerId,
        Provider provider,
        Destination destination,
        DestinationPolicy policy,
        @Nullable Secret apiKey,
        @Nullable String virtualKey,
        CredentialSource credentials,
        List<String> forwardHeaders) {

    /** Returns where this call goes. */
    Destination destination(Call call) {
        String customHost = call.options().customHost();
        return customHost == null ? destination : policy.check(customHost);
    }

    /** Returns the key to send, or null where neither the config nor the call has one. */
    @Nullable
    Secret key(Call call) {
        if (call.options().customHost() != null && (apiKey != null || virtualKey != null)) {
            throw new PermissionException(path
                    + ": the config's credential is bound to its own host; send a call with a custom host under a config"
                    + " without a key, and bring the key with the call");
        }
        if (apiKey != null) {
            return apiKey;
        }
        String name = virtualKey != null ? virtualKey : call.options().virtualKey();
        return name == null ? call.options().apiKey() : stored(call, name);
    }

    private Secret stored(Call call, String name) {
        Optional<CredentialSource.Credential> credential = credentials.find(call.tenant(), name);
        if (credential.isEmpty()) {
            throw new InvalidRequestException(
                    path + ".virtual_key: no stored credential '" + name + "'; store it or correct the name",
                    "virtual_key");
        }
        if (!credential.get().provider().equals(providerId)) {
            throw new PermissionException(path + ".virtual_key: '" + name + "' belongs to provider "
                    + credential.get().provider() + " and not to " + providerId);
        }
        return credential.get().secret();
    }

    /** Returns the provider's headers, the credential and what is forwarded. */
    Headers headers(Call call, Headers own) {
        Headers.Builder headers = own.toBuilder();
        for (String name : forwardHeaders) {
            call.options().headers().first(name).ifPresent(value -> headers.set(name, value));
        }
        Secret key = key(call);
        if (key != null) {
            provider.authorization(key).forEach(headers::set);
        }
        return headers.build();
    }
}
