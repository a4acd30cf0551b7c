/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What happens to a request on its way to one target. */
@NullMarked
package dev.postern.engine.request;

import org.jspecify.annotations.NullMarked;
