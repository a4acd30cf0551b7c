/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Measures on pairs of one's own what the semantic cache would do: the command {@code postern cache evaluate}. */
@NullMarked
package dev.postern.plugin.semantic.evaluate;

import org.jspecify.annotations.NullMarked;
