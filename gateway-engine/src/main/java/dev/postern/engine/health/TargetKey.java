/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import org.jspecify.annotations.Nullable;

/**
 * What makes two targets the same one, whichever configs they stand in.
 *
 * @param provider the provider's id
 * @param origin scheme, host and port
 * @param credential the name of the stored credential or variable, or a digest of a key; never a key
 * @param model the model that the config sets, or null where the call's own goes out
 */
public record TargetKey(
        String provider,
        String origin,
        String credential,
        @Nullable String model) {
    /** Returns the key of all models together, for what counts by credential. */
    public TargetKey ofAllModels() {
        return model == null ? this : new TargetKey(provider, origin, credential, null);
    }
}
