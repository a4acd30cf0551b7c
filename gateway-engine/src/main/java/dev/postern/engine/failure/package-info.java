/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What kinds of failure there are, and what each means to retries, fallback and breakers. */
@NullMarked
package dev.postern.engine.failure;

import org.jspecify.annotations.NullMarked;
