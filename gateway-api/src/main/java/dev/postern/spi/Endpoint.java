/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import java.util.Objects;

/**
 * A route of the HTTP face.
 *
 * @param method the method in capitals, such as {@code GET}
 * @param path the path, whose variables stand in braces and fill one segment each: {@code /v1/logs/{id}}
 * @param right what the caller's key must allow, checked before the handler sees anything
 * @param handler answers the requests
 */
public record Endpoint(String method, String path, Right right, Handler handler) {
    /** Answers requests; many threads at once. */
    public interface Handler {
        /**
         * Answers one request; may block.
         *
         * @throws dev.postern.api.GatewayException for what becomes an error in OpenAI's form; anything else thrown is
         *     answered with 500 and names the plugin in the log
         */
        EndpointAnswer handle(EndpointRequest request);
    }

    /** Checks that nothing is missing and that the path begins with a slash. */
    public Endpoint {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(handler, "handler");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: expected a leading slash, found " + path);
        }
    }
}
