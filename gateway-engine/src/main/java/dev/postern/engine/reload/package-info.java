/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Named configs that change while the gateway runs. */
@NullMarked
package dev.postern.engine.reload;

import org.jspecify.annotations.NullMarked;
