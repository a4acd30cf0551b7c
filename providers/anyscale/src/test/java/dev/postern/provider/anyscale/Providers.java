/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.provider.openai.OpenAiSettings;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.Settings;
import java.util.Map;
import java.util.Optional;

/** Makes providers as the gateway does. */
final class Providers {
    private Providers() {}

    static AnyscaleProvider endpoints() {
        return create(settings("http://localhost:9100/v1", "endpoints"), Map.of());
    }

    static AnyscaleProvider rayServe() {
        return create(settings("http://localhost:9100/v1", "ray-serve"), Map.of());
    }

    static AnyscaleProvider create(Settings settings, Map<String, String> environment) {
        return (AnyscaleProvider) new AnyscaleProviderFactory()
                .create(new ProviderContext(settings, name -> Optional.ofNullable(environment.get(name))));
    }

    private static Settings settings(String baseUrl, String profile) {
        return Settings.builder()
                .set(OpenAiSettings.BASE_URL, baseUrl)
                .set(AnyscaleSettings.PROFILE, profile)
                .build();
    }
}
