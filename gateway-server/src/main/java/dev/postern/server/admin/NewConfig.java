/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import org.jspecify.annotations.Nullable;

/**
 * A config to be saved.
 *
 * @param tenant who may use it; {@link AdminStore#EVERYONE} for all
 * @param name {@code [a-z0-9._-]{1,64}}, and not in the form of an id, {@code pc-…}
 * @param json the config's text, at most 1 MiB
 * @param trusted whether the operator saves it, so that {@code ${env:NAME}} is allowed
 * @param savedBy the id of the key that saves it; null for the command line
 */
public record NewConfig(
        String tenant,
        String name,
        String json,
        boolean trusted,
        @Nullable String savedBy) {
    /** A config that the operator saves for every tenant. */
    public static NewConfig forEveryone(String name, String json) {
        return new NewConfig(AdminStore.EVERYONE, name, json, true, null);
    }

    /** Leaves the text out, which may hold a provider's key. */
    @Override
    public String toString() {
        return "NewConfig[tenant=" + tenant + ", name=" + name + ", trusted=" + trusted + "]";
    }
}
