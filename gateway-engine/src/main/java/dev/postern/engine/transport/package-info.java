/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Moves bytes between the gateway and providers: where a call may go, how a connection comes about, and how it ends.
 *
 * <p>Nothing here retries, follows a redirect, keeps a cookie or asks the system for a proxy: one send is one request.
 */
@NullMarked
package dev.postern.engine.transport;

import org.jspecify.annotations.NullMarked;
