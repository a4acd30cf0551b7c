/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Translation between HTTP and calls. */
@NullMarked
package dev.postern.server.http;

import org.jspecify.annotations.NullMarked;
