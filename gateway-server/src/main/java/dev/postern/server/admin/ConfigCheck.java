/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

/** Judges a config before it is saved; {@code gateway::check} is one. */
public interface ConfigCheck {
    /**
     * Checks a config.
     *
     * @param json the config's text
     * @param operator whether it is the operator's, so that {@code ${env:NAME}} is allowed
     * @throws dev.postern.api.ConfigException with all problems in one
     */
    void check(String json, boolean operator);
}
