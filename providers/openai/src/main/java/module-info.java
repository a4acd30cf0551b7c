/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The provider {@code openai}, and the codec that providers of OpenAI's form build on. */
module dev.postern.provider.openai {
    requires transitive dev.postern.api;
    requires static transitive org.jspecify;

    exports dev.postern.provider.openai;

    provides dev.postern.spi.ProviderFactory with
            dev.postern.provider.openai.OpenAiProviderFactory;
}
