/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Finds plugins and knows the jars they came from. */
@NullMarked
package dev.postern.engine.discovery;

import org.jspecify.annotations.NullMarked;
