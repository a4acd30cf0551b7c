/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import java.util.Optional;

/** Knows the gateway keys; asked for every request, from many threads at once. */
public interface GatewayKeys {
    /** What every gateway key begins with, by which it is told from a provider's key. */
    String PREFIX = "pst_";

    /** Returns whether any key exists, so that requests without one are refused. */
    boolean required();

    /** Returns whose key this is; empty for a wrong, revoked or expired one, after the same work. */
    Optional<Caller> find(String key);
}
