/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

/** Says whether the face takes new calls. */
public interface Readiness {
    /** Returns false once the server stops. */
    boolean isReady();
}
