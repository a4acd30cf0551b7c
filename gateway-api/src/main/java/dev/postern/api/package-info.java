/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What callers of the gateway compile against: requests, answers, options and errors.
 *
 * <p>Every type here is immutable and safe to share between threads unless its Javadoc says otherwise.
 */
@NullMarked
package dev.postern.api;

import org.jspecify.annotations.NullMarked;
