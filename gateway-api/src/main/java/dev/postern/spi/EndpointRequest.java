/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Headers;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to an {@link Endpoint}, after its key and right were checked.
 *
 * @param variables the path's variables by name, decoded
 * @param query the query's parameters by name, decoded; one given twice never gets here
 * @param headers the request's headers, without credentials
 * @param tenant whose request it is
 * @param keyId the id of the gateway key, or null where the face runs without keys
 * @param rights what that key allows
 * @param body the body, bounded by the face's limit, which reads as empty where there is none
 */
public record EndpointRequest(
        Map<String, String> variables,
        Map<String, String> query,
        Headers headers,
        String tenant,
        @Nullable String keyId,
        Set<Right> rights,
        InputStream body) {}
