/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

/** Who wrote a config. */
public enum Trust {
    /** The operator, by builder, file or command line: may take credentials from environment variables. */
    OPERATOR,

    /** A caller, inline or by saving it: {@code ${env:NAME}} is refused without a look at the environment. */
    CALLER
}
