/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Retries within a target, their waits and their budget. */
@NullMarked
package dev.postern.engine.retry;

import org.jspecify.annotations.NullMarked;
