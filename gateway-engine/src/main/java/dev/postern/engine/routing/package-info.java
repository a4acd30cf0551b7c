/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The routers that every gateway has. */
@NullMarked
package dev.postern.engine.routing;

import org.jspecify.annotations.NullMarked;
