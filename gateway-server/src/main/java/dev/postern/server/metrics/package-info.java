/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What {@code GET /metrics} says. */
@NullMarked
package dev.postern.server.metrics;

import org.jspecify.annotations.NullMarked;
