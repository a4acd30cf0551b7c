/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

/** Where on a call's way a stage stands; outermost first. */
public enum Position {
    /** Once per call, outside the caches. */
    CALL,
    /** Once per call that no cache answered, outside the router. */
    ROUTE,
    /** Once per target that the router tries, outside the retries. */
    TARGET,
    /** Once per attempt, just outside the provider. */
    ATTEMPT
}
