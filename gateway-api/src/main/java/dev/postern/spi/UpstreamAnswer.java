/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.JsonLimits;
import java.nio.charset.StandardCharsets;

/** A whole answer as a provider sent it. */
public final class UpstreamAnswer {
    private final int status;
    private final Headers headers;
    private final byte[] content;
    private final JsonLimits limits;

    /** Takes over the content; the limits bound what {@link #body()} accepts. */
    public UpstreamAnswer(int status, Headers headers, byte[] content, JsonLimits limits) {
        this.status = status;
        this.headers = headers;
        this.content = content;
        this.limits = limits;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns all headers. */
    public Headers headers() {
        return headers;
    }

    /**
     * Parses the content; call it once and keep the result.
     *
     * @throws dev.postern.api.MalformedBodyException if it is not strict JSON
     */
    public Body body() {
        return Body.parse(content, limits);
    }

    /** Returns the content as text, whatever it is. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Returns the size of the content in bytes. */
    public int size() {
        return content.length;
    }
}
