/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a provider is created with.
 *
 * @param settings the operator's settings, already checked against the factory's keys
 * @param environment looks up an environment variable
 */
public record ProviderContext(Settings settings, Function<String, Optional<String>> environment) {}
