/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The commands that look after gateway keys, saved configs and provider credentials. */
@NullMarked
package dev.postern.app.store;

import org.jspecify.annotations.NullMarked;
