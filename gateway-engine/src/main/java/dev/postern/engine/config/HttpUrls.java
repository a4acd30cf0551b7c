/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the form of base URLs and origins; where they lead is none of its business. */
final class HttpUrls {
    static final String EXPECTED_BASE_URL =
            "expected an absolute http or https URL without user info, query and fragment";
    static final String EXPECTED_ORIGIN = "expected an origin such as https://llm.example:8443";
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_PORT = 65_535;

    private HttpUrls() {}

    static boolean isBaseUrl(String text) {
        return parse(text) != null;
    }

    /** Returns scheme, host and port in lower case, the port spelled out; null where the text is no origin. */
    static @Nullable String origin(String text) {
        URI url = parse(text);
        if (url == null || !(url.getRawPath().isEmpty() || url.getRawPath().equals("/"))) {
            return null;
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort() > 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static @Nullable URI parse(String text) {
        if (text.length() > MAX_LENGTH || !isVisibleAscii(text)) {
            return null;
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
        boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        boolean port = url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= MAX_PORT);
        return http && plain && port && url.getHost() != null ? url : null;
    }

    private static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
