/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.provider.openai.OpenAiSettings;
import dev.postern.spi.Key;
import dev.postern.spi.ProviderContext;
import dev.postern.spi.Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of one provider, with what stands for those that are absent. */
record AnyscaleSettings(URI baseUrl, Optional<URI> uploadUrl, Profile profile, int maxConcurrent) {
    static final Key<String> UPLOAD_URL = Key.string("upload_url");
    static final Key<String> PROFILE =
            Key.oneOf("profile", List.of(Profile.ENDPOINTS.word(), Profile.RAY_SERVE.word()));
    static final Key<Long> MAX_CONCURRENT = Key.integer("max_concurrent", 1, 1_000_000);

    static final String ENDED =
            "Anyscale's shared Endpoints ended on 2024-08-01; set ANYSCALE_BASE_URL to the URL of your own service.";

    private static final String BASE_URL_VARIABLE = "ANYSCALE_BASE_URL";
    private static final String HISTORIC_HOST = "api.endpoints.anyscale.com";
    private static final String HISTORIC_BASE_URL = "https://" + HISTORIC_HOST + "/v1";

    static AnyscaleSettings read(ProviderContext context) {
        Settings settings = context.settings();
        URI baseUrl = baseUrl(context);
        Optional<URI> uploadUrl =
                settings.find(UPLOAD_URL).map(value -> withVersion(OpenAiSettings.url(UPLOAD_URL.name(), value)));
        Profile profile = settings.find(PROFILE)
                .map(Profile::of)
                .orElse(isHistoric(baseUrl) ? Profile.ENDPOINTS : Profile.RAY_SERVE);
        int maxConcurrent = settings.find(MAX_CONCURRENT).map(Math::toIntExact).orElse(0);
        return new AnyscaleSettings(baseUrl, uploadUrl, profile, maxConcurrent);
    }

    boolean isHistoric() {
        return isHistoric(baseUrl);
    }

    private static boolean isHistoric(URI url) {
        return HISTORIC_HOST.equals(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static URI baseUrl(ProviderContext context) {
        String name = OpenAiSettings.BASE_URL.name();
        Optional<String> value = context.settings().find(OpenAiSettings.BASE_URL);
        if (value.isEmpty()) {
            name = BASE_URL_VARIABLE;
            value = context.environment().apply(BASE_URL_VARIABLE).filter(url -> !url.isBlank());
        }
        return withVersion(OpenAiSettings.url(name, value.orElse(HISTORIC_BASE_URL)));
    }

    /** Appends {@code /v1} to a URL that does not end in it, and drops slashes at the end. */
    private static URI withVersion(URI url) {
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        String bare = text.substring(0, end);
        return URI.create(bare.endsWith("/v1") ? bare : bare + "/v1");
    }
}
