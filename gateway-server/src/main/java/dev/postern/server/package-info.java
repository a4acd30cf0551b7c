/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The gateway over HTTP. */
@NullMarked
package dev.postern.server;

import org.jspecify.annotations.NullMarked;
