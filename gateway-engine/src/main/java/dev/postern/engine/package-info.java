/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The gateway itself: builds it from settings and plugins, and runs calls through compiled pipelines. */
@NullMarked
package dev.postern.engine;

import org.jspecify.annotations.NullMarked;
