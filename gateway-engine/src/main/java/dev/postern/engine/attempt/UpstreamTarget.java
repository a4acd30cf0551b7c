/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.api.Secret;
import dev.postern.engine.config.Found;
import dev.postern.engine.transport.Destination;
import dev.postern.engine.transport.DestinationPolicy;
import dev.postern.spi.Call;
import dev.postern.spi.CredentialSource;
import java.time.Duration;
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
 * @param providerHost the provider's own base URL, whatever the config says
 * @param callersHost whether {@code destination} was named by a config that came with the call
 * @param policy decides which hosts a call may bring
 * @param apiKey the config's key, or null
 * @param virtualKey the name of the config's stored credential, or null
 * @param credentials where stored credentials are found
 * @param forwardHeaders the names of the caller's headers to send on
 * @param requestTimeout how long an attempt may take, or null for the gateway's limit on the first byte
 */
public record UpstreamTarget(
        String path,
        String providerId,
        GuardedProvider provider,
        Destination destination,
        Destination providerHost,
        boolean callersHost,
        DestinationPolicy policy,
        @Nullable Secret apiKey,
        @Nullable String virtualKey,
        CredentialSource credentials,
        List<String> forwardHeaders,
        @Nullable Duration requestTimeout) {

    /** Returns whether the call's or the config's own timeout stands in for the limit on the first byte. */
    boolean hasOwnTimeout(Call call) {
        return requestTimeout != null || call.options().requestTimeout() != null;
    }

    /** Where an attempt goes, and with which key; null where neither the config nor the call has one. */
    record Access(Destination destination, @Nullable Secret key) {}

    /**
     * Returns where this call goes and with which key.
     *
     * @throws PermissionException if a key would go to a host that it is not bound to
     */
    Access access(Call call) {
        String named = call.options().customHost();
        if (named != null && (apiKey != null || virtualKey != null)) {
            throw new PermissionException(path
                    + ": the config's credential is bound to its own host; send a call with a custom host under a config"
                    + " without a key, and bring the key with the call");
        }
        Destination chosen = named == null ? destination : policy.check(named);
        if (apiKey != null) {
            return new Access(chosen, apiKey);
        }
        String name = virtualKey != null ? virtualKey : call.options().virtualKey();
        if (name == null) {
            return new Access(chosen, call.options().apiKey());
        }
        CredentialSource.Credential credential = stored(call, name);
        return new Access(home(name, credential, chosen), credential.secret());
    }

    /** Returns the one host that a stored credential may be sent to, unless config or call name another. */
    private Destination home(String name, CredentialSource.Credential credential, Destination chosen) {
        Destination home = callersHost ? providerHost : destination;
        if (credential.baseUrl() != null) {
            home = Destination.parse(
                    credential.baseUrl(), "base URL of the stored credential '" + Found.shortened(name) + "'");
        }
        if (!chosen.sameBase(providerHost) && !chosen.sameBase(home)) {
            throw new PermissionException(
                    path + ".virtual_key: '" + Found.shortened(name) + "' is bound to another host than "
                            + chosen.origin() + "; remove the custom host, or store a credential for it");
        }
        return home;
    }

    private CredentialSource.Credential stored(Call call, String name) {
        Optional<CredentialSource.Credential> credential = credentials.find(call.tenant(), name);
        if (credential.isEmpty()) {
            throw new InvalidRequestException(
                    path + ".virtual_key: no stored credential '" + Found.shortened(name)
                            + "'; store it or correct the name",
                    "virtual_key");
        }
        if (!credential.get().provider().equals(providerId)) {
            throw new PermissionException(path + ".virtual_key: '" + Found.shortened(name) + "' belongs to provider "
                    + credential.get().provider() + " and not to " + providerId);
        }
        return credential.get();
    }

    /** Returns the provider's headers, the credential and what is forwarded. */
    Headers headers(Call call, Headers own, @Nullable Secret key) {
        Headers.Builder headers = own.toBuilder();
        forward(forwardHeaders, call, headers);
        forward(call.options().forwardHeaders(), call, headers);
        if (key != null) {
            provider.authorization(key).forEach(headers::set);
        }
        return headers.build();
    }

    private static void forward(List<String> names, Call call, Headers.Builder headers) {
        for (String name : names) {
            call.options().headers().first(name).ifPresent(value -> headers.set(name, value));
        }
    }
}
