/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Checks what a body says it is. */
final class ContentTypes {
    private static final String JSON = "application/json";
    private static final String UTF_8 = "utf-8";

    private ContentTypes() {}

    /**
     * Lets JSON pass, without or with parameters.
     *
     * @throws Refusal 415 for another type or none; a page of a browser can send others across origins unasked
     */
    static void requireJson(HttpFields headers) {
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        boolean json = type != null && type.regionMatches(true, 0, JSON, 0, JSON.length());
        if (!json || !ends(type, JSON.length()) || !isUtf8(type)) {
            throw Refusal.invalid(415, "expected content-type: application/json");
        }
        if (headers.getFields(HttpHeader.CONTENT_TYPE).size() > 1) {
            throw Refusal.header("content-type", "given more than once");
        }
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            throw Refusal.invalid(415, "a body with content-encoding is not taken");
        }
    }

    private static boolean isUtf8(String type) {
        int charset = type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (charset < 0) {
            return true;
        }
        int from = charset + "charset=".length();
        int quoted = type.startsWith("\"", from) ? 1 : 0;
        return type.regionMatches(true, from + quoted, UTF_8, 0, UTF_8.length());
    }

    private static boolean ends(String type, int at) {
        return type.length() == at || type.charAt(at) == ';' || type.charAt(at) == ' ';
    }
}
