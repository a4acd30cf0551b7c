/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Objects;

/**
 * A model that a provider serves.
 *
 * @param id what a request names it by
 * @param ownedBy who made it; empty where the provider does not say
 */
public record Model(String id, String ownedBy) {
    public Model {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(ownedBy, "ownedBy");
    }
}
