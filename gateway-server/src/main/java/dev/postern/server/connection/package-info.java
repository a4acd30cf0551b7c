/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Connections: limits on them, TLS, and who has gone. */
@NullMarked
package dev.postern.server.connection;

import org.jspecify.annotations.NullMarked;
