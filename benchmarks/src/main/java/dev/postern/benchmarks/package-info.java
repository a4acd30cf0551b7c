/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Measures what the gateway costs: one class a claim, each beside the alternative that one would write without it.
 *
 * <p>{@link dev.postern.benchmarks.Results} runs them all in a short form and keeps the figures.
 */
@NullMarked
package dev.postern.benchmarks;

import org.jspecify.annotations.NullMarked;
