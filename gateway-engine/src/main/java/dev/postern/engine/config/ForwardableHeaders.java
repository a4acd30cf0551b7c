/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import dev.postern.api.InvalidRequestException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which headers of a request may be sent on to a provider when a config or call names them. */
public final class ForwardableHeaders {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key", "cookie", "cookie2", "set-cookie");

    // RFC 9110 §7.6.1 with those that proxies of the time honoured, and what frames the message itself.
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "expect");

    // With one of these a request to an instance's metadata service counts as meant.
    private static final Set<String> OF_METADATA_SERVICES = Set.of(
            "metadata",
            "metadata-flavor",
            "x-google-metadata-request",
            "x-aws-ec2-metadata-token",
            "x-aws-ec2-metadata-token-ttl-seconds");

    private ForwardableHeaders() {}

    /**
     * Checks what a call names.
     *
     * @throws InvalidRequestException with the first that may not be sent on
     */
    public static void check(List<String> names) {
        for (String name : names) {
            String refusal = refusal(name);
            if (refusal != null) {
                throw new InvalidRequestException("forward headers: " + refusal, "forward_headers");
            }
        }
    }

    /** Returns why a header may not be sent on; null where it may. */
    public static @Nullable String refusal(String name) {
        if (!isToken(name)) {
            return "expected the name of a header";
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (CREDENTIALS.contains(lowerCase)) {
            return lowerCase + " carries credentials and is never sent on";
        }
        if (OF_ONE_HOP.contains(lowerCase) || lowerCase.equals("host")) {
            return lowerCase + " belongs to one connection and is never sent on";
        }
        if (lowerCase.startsWith("x-portkey-")
                || lowerCase.startsWith("x-forwarded-")
                || lowerCase.equals("forwarded")) {
            return Found.shortened(lowerCase) + " is for the gateway and is never sent on";
        }
        return OF_METADATA_SERVICES.contains(lowerCase)
                ? lowerCase + " opens metadata services and is never sent on"
                : null;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
