/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import com.google.gson.JsonElement;
import dev.postern.api.Headers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What an {@link Endpoint} answers.
 *
 * @param status the HTTP status
 * @param headers what to send beside the face's own; {@code content-type} belongs here
 * @param body the body, which the face reads as the caller takes it, and closes
 */
public record EndpointAnswer(int status, Headers headers, InputStream body) {
    /** Returns an answer in JSON. */
    public static EndpointAnswer json(int status, JsonElement content) {
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        return new EndpointAnswer(
                status, Headers.of("content-type", "application/json"), new ByteArrayInputStream(bytes));
    }
}
