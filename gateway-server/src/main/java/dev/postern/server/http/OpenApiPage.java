/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.Headers;
import dev.postern.spi.EndpointAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the routes in OpenAPI's form. */
final class OpenApiPage {
    private static final String RESOURCE = "/dev/postern/server/openapi.json";
    private static final Headers JSON = Headers.of("content-type", "application/json");

    private OpenApiPage() {}

    static EndpointAnswer answer() {
        return new EndpointAnswer(200, JSON, new ByteArrayInputStream(bytes()));
    }

    /** Reads the description anew: it is asked for too seldom to be kept. */
    static byte[] bytes() {
        try (InputStream file = OpenApiPage.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
