/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Turns whole answers into streams, and streams into whole answers. */
@NullMarked
package dev.postern.engine.stream;

import org.jspecify.annotations.NullMarked;
