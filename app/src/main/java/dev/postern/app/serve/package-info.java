/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The command that serves a gateway over HTTP. */
@NullMarked
package dev.postern.app.serve;

import org.jspecify.annotations.NullMarked;
