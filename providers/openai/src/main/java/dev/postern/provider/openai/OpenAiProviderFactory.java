/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.spi.Key;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import java.util.List;
import java.util.Map;

/**
 * Makes the provider {@code openai}: OpenAI itself, or whatever speaks its form at another base URL.
 *
 * <p>Settings: {@code base_url} (else the variable {@code OPENAI_BASE_URL}, else {@value #DEFAULT_BASE_URL}; taken as it
 * is, with its path), {@code models}, {@code prices} and {@code stream_usage}, see {@link OpenAiSettings}. It has no
 * prices of its own: the cost of a model that the settings do not name is unknown.
 */
public final class OpenAiProviderFactory implements ProviderFactory {
    /** The name that configs use. */
    public static final String ID = "openai";

    private static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";
    private static final String BASE_URL_VARIABLE = "OPENAI_BASE_URL";

    /** Is what {@link java.util.ServiceLoader} needs. */
    public OpenAiProviderFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                OpenAiSettings.BASE_URL, OpenAiSettings.MODELS, OpenAiSettings.PRICES, OpenAiSettings.STREAM_USAGE);
    }

    @Override
    public Provider create(ProviderContext context) {
        String name = OpenAiSettings.BASE_URL.name();
        String url = context.settings().find(OpenAiSettings.BASE_URL).orElse(null);
        if (url == null) {
            name = BASE_URL_VARIABLE;
            url = context.environment()
                    .apply(BASE_URL_VARIABLE)
                    .filter(value -> !value.isBlank())
                    .orElse(DEFAULT_BASE_URL);
        }
        return OpenAiProvider.builder(ID)
                .baseUrl(OpenAiSettings.url(name, url))
                .models(OpenAiSettings.models(context.settings()))
                .prices(OpenAiSettings.prices(context.settings(), Map.of()))
                .streamUsage(context.settings().get(OpenAiSettings.STREAM_USAGE))
                .build();
    }
}
