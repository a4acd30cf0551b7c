/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The router {@code least-latency}: the faster of two targets drawn at random. */
@NullMarked
package dev.postern.examples.leastlatency;

import org.jspecify.annotations.NullMarked;
