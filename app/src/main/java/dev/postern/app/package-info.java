/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The {@code postern} program: its commands, and how they begin and fail. */
@NullMarked
package dev.postern.app;

import org.jspecify.annotations.NullMarked;
