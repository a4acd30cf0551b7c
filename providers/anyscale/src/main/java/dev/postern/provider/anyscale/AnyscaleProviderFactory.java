/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.provider.openai.OpenAiProvider;
import dev.postern.provider.openai.OpenAiSettings;
import dev.postern.spi.Key;
import dev.postern.spi.Price;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.ProviderFactory;
import java.util.List;
import java.util.Map;

/**
 * Makes the provider {@code anyscale}.
 *
 * <p>Settings, all optional:
 *
 * <ul>
 *   <li>{@code base_url}: with or without {@code /v1}, a path before it or a slash behind it. Else the variable
 *       {@code ANYSCALE_BASE_URL}, else the host of the shared Endpoints, which ended on 2024-08-01; a config that
 *       sends there is warned of once.
 *   <li>{@code upload_url}: where files go, if not to {@code base_url}; in the same forms.
 *   <li>{@code profile}: {@code endpoints} or {@code ray-serve}; {@code endpoints} for the host of the shared Endpoints,
 *       else {@code ray-serve}.
 *   <li>{@code models}, {@code prices}: see {@link OpenAiSettings}. In the profile {@code endpoints} the prices of 2024
 *       count for models that the settings do not name; a service of one's own has none but the operator's.
 *   <li>{@code max_concurrent}: requests allowed at one time, 1 to 1,000,000; the gateway keeps to it for each
 *       host and credential.
 * </ul>
 */
public final class AnyscaleProviderFactory implements ProviderFactory {
    /** The name that configs use. */
    public static final String ID = "anyscale";

    /** Is what {@link java.util.ServiceLoader} needs. */
    public AnyscaleProviderFactory() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                OpenAiSettings.BASE_URL,
                AnyscaleSettings.UPLOAD_URL,
                AnyscaleSettings.PROFILE,
                OpenAiSettings.MODELS,
                OpenAiSettings.PRICES,
                AnyscaleSettings.MAX_CONCURRENT);
    }

    @Override
    public Provider create(ProviderContext context) {
        AnyscaleSettings settings = AnyscaleSettings.read(context);
        boolean endpoints = settings.profile() == Profile.ENDPOINTS;
        Map<String, Price> historic = endpoints ? EndpointsPrices.read() : Map.of();
        PriceTable prices = OpenAiSettings.prices(context.settings(), historic);
        OpenAiProvider codec = OpenAiProvider.builder(ID)
                .baseUrl(settings.baseUrl())
                .models(OpenAiSettings.models(context.settings()))
                .prices(prices)
                .streamUsage(!endpoints)
                .dialect(settings.profile().dialect())
                .build();
        return new AnyscaleProvider(codec, settings);
    }
}
