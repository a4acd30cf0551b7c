/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The provider {@code anyscale}. */
module dev.postern.provider.anyscale {
    requires transitive dev.postern.api;
    requires transitive dev.postern.provider.openai;
    requires static transitive org.jspecify;

    exports dev.postern.provider.anyscale;

    provides dev.postern.spi.ProviderFactory with
            dev.postern.provider.anyscale.AnyscaleProviderFactory;
}
