/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.List;

/** Makes a router wherever a config says {@code "strategy": {"mode": "<id>"}}. */
public interface RouterFactory extends Plugin {
    /** Returns the keys it reads beside {@code mode} in {@code strategy}; every other one is an error of the config. */
    List<Key<?>> keys();

    /**
     * Makes the router for one node of one config.
     *
     * @param targets the node's targets; the same list is passed with every call
     * @throws dev.postern.api.ConfigException if the settings do not fit the targets
     */
    Router create(StageContext context, List<Target> targets);
}
