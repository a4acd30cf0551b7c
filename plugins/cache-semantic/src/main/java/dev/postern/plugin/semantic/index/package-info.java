/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Finds the vectors nearest to another one, exactly. */
@NullMarked
package dev.postern.plugin.semantic.index;

import org.jspecify.annotations.NullMarked;
