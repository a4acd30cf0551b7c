/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sentence embeddings in process. */
@NullMarked
package dev.postern.plugin.minilm;

import org.jspecify.annotations.NullMarked;
