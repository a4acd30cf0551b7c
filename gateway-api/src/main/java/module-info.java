/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What callers of the gateway and authors of plugins compile against. */
module dev.postern.api {
    requires transitive com.google.gson;
    requires static transitive org.jspecify;

    exports dev.postern.api;
    exports dev.postern.spi;

    uses dev.postern.spi.GatewayFactory;
}
