/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds stored provider credentials by name. */
public interface CredentialSource {
    /**
     * A provider's credential.
     *
     * @param secret the key itself
     * @param provider the id of the provider it belongs to
     * @param baseUrl the only base URL it may be sent to; null for the provider's own
     */
    record Credential(
            Secret secret, String provider, @Nullable String baseUrl) {}

    /** Returns the credential of that name that the tenant may use; must be quick, as every attempt asks. */
    Optional<Credential> find(String tenant, String name);
}
