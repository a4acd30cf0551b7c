/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Fires deadlines. */
@NullMarked
package dev.postern.engine.deadline;

import org.jspecify.annotations.NullMarked;
