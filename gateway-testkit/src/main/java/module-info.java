/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** An upstream with scripted faults, and contracts, for tests of the gateway, its providers and its plugins. */
module dev.postern.testkit {
    requires transitive com.google.gson;
    requires transitive dev.postern.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.postern.testkit;

    provides org.junit.jupiter.api.extension.Extension with
            dev.postern.testkit.UncaughtExceptions;
}
