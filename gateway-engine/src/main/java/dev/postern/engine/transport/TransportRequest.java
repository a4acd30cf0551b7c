/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider.
 *
 * @param destination where it goes
 * @param method the HTTP method, such as {@code POST}
 * @param path the path below the destination's base path, with a query if there is one; begins with {@code /}
 * @param headers the provider's headers; those that belong to the connection ({@code host}, {@code content-length},
 *     {@code transfer-encoding}…) are the transport's own and not taken from here
 * @param body the body, or null for none
 */
public record TransportRequest(
        Destination destination,
        String method,
        String path,
        Headers headers,
        @Nullable Body body) {
    /**
     * Checks that nothing in it can change the shape of the message.
     *
     * @throws IllegalArgumentException if the method is not made of capital letters, or if the path does not begin with
     *     a slash, leaves its base path or has a character that must be percent-encoded
     */
    public TransportRequest {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(headers, "headers");
        if (!isMethod(method)) {
            throw new IllegalArgumentException("method: expected capital letters, such as POST");
        }
        String problem = PathRules.problem(path);
        if (problem != null) {
            throw new IllegalArgumentException("path: " + problem);
        }
    }

    private static boolean isMethod(String method) {
        for (int i = 0; i < method.length(); i++) {
            if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
                return false;
            }
        }
        return !method.isEmpty();
    }
}
