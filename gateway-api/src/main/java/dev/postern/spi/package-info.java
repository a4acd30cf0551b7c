/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What authors of plugins compile against: stages, routers, providers and the sources of configs and credentials.
 *
 * <p>Plugins are found by {@link java.util.ServiceLoader} and need a public constructor without arguments.
 */
@NullMarked
package dev.postern.spi;

import org.jspecify.annotations.NullMarked;
