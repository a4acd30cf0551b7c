/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import java.net.URI;
import java.util.List;

/** Makes the provider {@code parrot}. Its one setting, {@code base_url}, must be there. */
public final class ParrotProviderFactory implements ProviderFactory {
    private static final Key<String> BASE_URL = Key.string("base_url").required();

    /** Is what {@link java.util.ServiceLoader} needs. */
    public ParrotProviderFactory() {}

    @Override
    public String id() {
        return "parrot";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(BASE_URL);
    }

    @Override
    public Provider create(ProviderContext context) {
        String url = context.settings().get(BASE_URL);
        try {
            return new ParrotProvider(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("base_url: expected a URL");
        }
    }
}
