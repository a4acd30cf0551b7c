/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads configs and the operator's settings: JSON text in, a checked, immutable tree out.
 *
 * <p>{@link dev.postern.engine.config.ConfigReader} reads both forms of a config, resolves what targets inherit, and reports
 * every problem in one {@link dev.postern.api.ConfigException}. Nothing here opens a connection or makes a plugin.
 */
@NullMarked
package dev.postern.engine.config;

import org.jspecify.annotations.NullMarked;
