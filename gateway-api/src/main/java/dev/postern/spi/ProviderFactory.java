/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.List;

/** Makes the adapter to one provider; configs name it: {@code "provider": "<id>"}. */
public interface ProviderFactory extends Plugin {
    /** Returns the keys of the operator's settings for it; every other one is an error. */
    List<Key<?>> keys();

    /**
     * Makes the adapter; called once for a gateway, at its start or at first use.
     *
     * @throws dev.postern.api.ConfigException if the settings are wrong beyond what their keys can say
     */
    Provider create(ProviderContext context);
}
