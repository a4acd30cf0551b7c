/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import java.util.Objects;

/** Reads versions of jars from their manifests. */
public final class Versions {
    private Versions() {}

    /** Returns the version of the jar that a class came from; {@code unpacked} where that is a folder. */
    public static String of(Class<?> type) {
        return Objects.requireNonNullElse(type.getPackage().getImplementationVersion(), "unpacked");
    }
}
