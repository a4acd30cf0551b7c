/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tells two texts apart that lie near each other and yet need two answers: numbers, negation, names, roles, questions. */
@NullMarked
package dev.postern.plugin.semantic.guard;

import org.jspecify.annotations.NullMarked;
