/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.Optional;

/** Finds configs by name. */
public interface ConfigSource {
    /**
     * A stored config.
     *
     * @param json the config's text
     * @param version changes whenever the text does
     * @param trusted whether the operator wrote it, so that {@code ${env:NAME}} is allowed
     */
    record NamedConfig(String json, String version, boolean trusted) {}

    /** Returns the config of that name or id that the tenant may use; must be quick, as every call asks. */
    Optional<NamedConfig> find(String tenant, String name);
}
