/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

/** Refuses to let one answer serve two texts that differ in one respect; stateless. */
interface Guard {
    /** Returns its name in settings and counts. */
    String id();

    /** Returns whether the texts differ in what it watches. */
    boolean refuses(Pair pair);
}
