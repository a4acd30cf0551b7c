/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A small service that embeds the gateway. */
@NullMarked
package dev.postern.examples.embedded;

import org.jspecify.annotations.NullMarked;
