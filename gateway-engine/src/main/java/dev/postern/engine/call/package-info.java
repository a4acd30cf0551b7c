/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is kept about a running call, and its report. */
@NullMarked
package dev.postern.engine.call;

import org.jspecify.annotations.NullMarked;
