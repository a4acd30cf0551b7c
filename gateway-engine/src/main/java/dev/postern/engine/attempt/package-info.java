/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** One attempt at one provider: its deadline, codec and stream. */
@NullMarked
package dev.postern.engine.attempt;

import org.jspecify.annotations.NullMarked;
