/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import dev.postern.server.admin.AdminStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says whose a config or credential is. */
final class TenantOption {
    @Option(names = "--tenant", paramLabel = "T", description = "Only for this tenant; for every tenant unless given.")
    private @Nullable String tenant;

    /** Returns the tenant as the stores know it. */
    String owner() {
        return tenant == null ? AdminStore.EVERYONE : tenant;
    }

    /** Returns the tenant, or null where none was given. */
    @Nullable
    String given() {
        return tenant;
    }

    /** Returns the option as the user would have to give it again; empty where it was not given. */
    String again() {
        return tenant == null ? "" : " --tenant " + tenant;
    }

    static String shown(String owner) {
        return owner.equals(AdminStore.EVERYONE) ? "everyone" : owner;
    }
}
