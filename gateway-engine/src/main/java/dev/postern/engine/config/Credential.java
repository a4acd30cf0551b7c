/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.api.Secret;

/** Where a target's provider key comes from. */
public sealed interface Credential {
    /**
     * A key that stands in the config itself.
     *
     * @param secret the key; it is also the credential's identity, hashed
     */
    record Literal(Secret secret) implements Credential {}

    /**
     * A key that an environment variable held when the config was read.
     *
     * @param variable the variable's name; it is the credential's identity, so that a new key keeps caches and health
     * @param secret the key
     */
    record FromEnvironment(String variable, Secret secret) implements Credential {}

    /**
     * A stored credential of the caller's tenant, looked up at each attempt.
     *
     * @param name the credential's name; it is its identity
     */
    record VirtualKey(String name) implements Credential {}
}
