/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.Secret;

/**
 * A gateway key at the one moment when it can be read.
 *
 * @param key the key as it is stored
 * @param secret the key as its bearer sends it: {@code pst_…}
 */
public record CreatedKey(StoredKey key, Secret secret) {}
