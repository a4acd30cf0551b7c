/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The limits on a request's head that the parser has no setting for. */
public final class HeaderLimits {
    /** What the parser takes of line and headers together. */
    public static final int MAX_HEAD_BYTES = 32 * 1024;

    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final int MAX_COUNT = 100;

    private HeaderLimits() {}

    /**
     * Checks a request.
     *
     * @throws Refusal 414 or 431; 400 where two credentials are given
     */
    static void check(Request request) {
        String path = request.getHttpURI().getPathQuery();
        if (path != null && path.length() > MAX_LINE_BYTES) {
            throw Refusal.invalid(414, "the request line exceeds the limit of " + MAX_LINE_BYTES + " bytes");
        }
        int count = 0;
        int authorizations = 0;
        for (HttpField field : request.getHeaders()) {
            count++;
            authorizations += field.getHeader() == HttpHeader.AUTHORIZATION ? 1 : 0;
            String value = field.getValue();
            if (value != null && value.length() > MAX_LINE_BYTES) {
                throw Refusal.invalid(431, "a header exceeds the limit of " + MAX_LINE_BYTES + " bytes");
            }
        }
        if (authorizations > 1) {
            throw Refusal.header("authorization", "given more than once");
        }
        if (count > MAX_COUNT) {
            throw Refusal.invalid(431, "more than " + MAX_COUNT + " headers");
        }
    }
}
