/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The stage {@code mask}: keeps e-mail addresses from providers. */
@NullMarked
package dev.postern.examples.mask;

import org.jspecify.annotations.NullMarked;
