/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Compiles a config into an immutable pipeline, and describes it. */
@NullMarked
package dev.postern.engine.assembly;

import org.jspecify.annotations.NullMarked;
