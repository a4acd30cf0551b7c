/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a saved config, without its text.
 *
 * @param id the id, {@code pc-…}, which stays when the name changes
 * @param tenant who may use it; {@link AdminStore#EVERYONE} for all
 * @param name the name, unique in the tenant
 * @param version counts from 1, up with each change of the text
 * @param trusted whether the operator saved it, so that {@code ${env:NAME}} is allowed
 * @param savedBy the id of the key that saved this version; null for the command line
 * @param createdAt when its first version was saved
 * @param savedAt when this version was saved
 */
public record SavedConfig(
        String id,
        String tenant,
        String name,
        long version,
        boolean trusted,
        @Nullable String savedBy,
        Instant createdAt,
        Instant savedAt) {
    /** Returns what names this version of this config among all others. */
    public String versionId() {
        return id + "." + version;
    }
}
