/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The provider {@code parrot}: its wire is nothing like OpenAI's. */
@NullMarked
package dev.postern.examples.parrot;

import org.jspecify.annotations.NullMarked;
