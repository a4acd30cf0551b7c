/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A cache that answers paraphrases. */
@NullMarked
package dev.postern.plugin.semantic;

import org.jspecify.annotations.NullMarked;
