/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The provider {@code parrot}, invented to show how one is written. */
module dev.postern.examples.parrot {
    requires dev.postern.api;
    requires static org.jspecify;

    provides dev.postern.spi.ProviderFactory with
            dev.postern.examples.parrot.ParrotProviderFactory;
}
