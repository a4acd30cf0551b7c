/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Checks what a body says it is. */
final class ContentTypes {
    private static final String JSON = "application/json";

    private ContentTypes() {}

    /**
     * Lets JSON pass, without or with parameters.
     *
     * @throws Refusal 415 for another type or none; a page of a browser can send others across origins unasked
     */
    static void requireJson(HttpFields headers) {
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        boolean json = type != null && type.regionMatches(true, 0, JSON, 0, JSON.length());
        if (!json || !ends(type, JSON.length())) {
            throw Refusal.invalid(415, "expected content-type: application/json");
        }
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            throw Refusal.invalid(415, "a body with content-encoding is not taken");
        }
    }

    private static boolean ends(String type, int at) {
        return type.length() == at || type.charAt(at) == ';' || type.charAt(at) == ' ';
    }
}
