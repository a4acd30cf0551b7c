/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import dev.postern.api.InvalidRequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What names, tenants and base URLs may look like; errors name the field and never quote it. */
final class Names {
    private static final int MAX_NAME = 64;
    private static final int MAX_LABEL = 128;
    private static final int MAX_URL = 2048;

    private Names() {}

    /** Checks a name that calls use: {@code [a-z0-9._-]{1,64}}. */
    static String name(String field, String value) {
        if (!isName(value, false)) {
            throw new InvalidRequestException(
                    field + ": expected 1 to " + MAX_NAME + " of the characters a-z 0-9 . _ -", field);
        }
        return value;
    }

    /** Checks a tenant: a name that may have capitals, since a key's id can be one. */
    static String tenant(String field, String value) {
        if (!isName(value, true)) {
            throw new InvalidRequestException(
                    field + ": expected 1 to " + MAX_NAME + " of the characters a-z A-Z 0-9 . _ -", field);
        }
        return value;
    }

    /** Checks a tenant that may be {@link AdminStore#EVERYONE}. */
    static String owner(String field, String value) {
        return value.equals(AdminStore.EVERYONE) ? value : tenant(field, value);
    }

    /** Checks a text that people read. */
    static String label(String field, String value) {
        boolean valid = !value.isBlank() && value.length() <= MAX_LABEL;
        for (int i = 0; valid && i < value.length(); i++) {
            valid = !Character.isISOControl(value.charAt(i)) && !Character.isSurrogate(value.charAt(i));
        }
        if (!valid) {
            throw new InvalidRequestException(
                    field + ": expected 1 to " + MAX_LABEL + " characters without line ends", field);
        }
        return value;
    }

    /** Checks a provider's base URL; what it resolves to is checked where it is used. */
    static @Nullable String baseUrl(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            URI uri = new URI(value);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean valid = value.length() <= MAX_URL
                    && (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (valid) {
                return value;
            }
        } catch (URISyntaxException e) {
            // Said below: its message quotes the text.
        }
        throw new InvalidRequestException(
                field + ": expected a URL such as https://host/v1, without user, query and fragment", field);
    }

    private static boolean isName(String value, boolean capitals) {
        if (value.isEmpty() || value.length() > MAX_NAME) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-'
                    || (capitals && c >= 'A' && c <= 'Z');
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
