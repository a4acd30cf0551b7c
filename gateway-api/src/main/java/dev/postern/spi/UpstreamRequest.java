/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request in a provider's own form.
 *
 * @param method the HTTP method
 * @param path what follows the base URL, without a leading slash; may have a query
 * @param headers the provider's own headers, without credentials
 * @param body the request's body, or null for none
 */
public record UpstreamRequest(
        String method,
        String path,
        Headers headers,
        @Nullable Body body) {
    public UpstreamRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(headers, "headers");
    }
}
