/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Serves answers again: what makes two calls equal, the exact cache, and equal calls in flight. */
@NullMarked
package dev.postern.engine.cache;

import org.jspecify.annotations.NullMarked;
