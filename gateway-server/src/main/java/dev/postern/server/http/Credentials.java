/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.server.GatewayKeys;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Tells the gateway's keys, which stay here, from a provider's. */
final class Credentials {
    static final String GATEWAY_KEY = "x-portkey-api-key";
    private static final String BEARER = "bearer ";

    private Credentials() {}

    /** Returns the gateway key in the header of its own. */
    static @Nullable String ownHeader(HttpFields headers) {
        String own = headers.get(GATEWAY_KEY);
        return own == null || own.isBlank() ? null : own.strip();
    }

    /** Returns the gateway key that came as a bearer token, by the form that ours have. */
    static @Nullable String bearerKey(HttpFields headers) {
        String authorization = headers.get(HttpHeader.AUTHORIZATION);
        String token = authorization == null ? null : bearer(authorization);
        return token != null && token.startsWith(GatewayKeys.PREFIX) ? token : null;
    }

    /** Returns the provider's key that an authorization header carries; null for one of ours. */
    static @Nullable String providerKey(String authorization) {
        String token = bearer(authorization);
        return token == null || token.startsWith(GatewayKeys.PREFIX) ? null : token;
    }

    private static @Nullable String bearer(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
