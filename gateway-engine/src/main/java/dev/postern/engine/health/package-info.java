/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What outlives calls and configs: breakers, and how much is under way, in the gateway and at each target. */
@NullMarked
package dev.postern.engine.health;

import org.jspecify.annotations.NullMarked;
