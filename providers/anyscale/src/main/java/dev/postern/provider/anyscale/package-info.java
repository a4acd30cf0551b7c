/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The provider {@code anyscale}: Ray Serve LLM as Anyscale Services run it today, and the hosted Endpoints as they were.
 */
@NullMarked
package dev.postern.provider.anyscale;

import org.jspecify.annotations.NullMarked;
