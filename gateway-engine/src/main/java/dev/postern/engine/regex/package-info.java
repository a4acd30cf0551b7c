/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Regular expressions that no text can make slow. */
@NullMarked
package dev.postern.engine.regex;

import org.jspecify.annotations.NullMarked;
