/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What {@code ./postern demo} and {@code ./postern sandbox} run. */
@NullMarked
package dev.postern.examples.embedded.demo;

import org.jspecify.annotations.NullMarked;
