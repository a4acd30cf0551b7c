/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.CallReport;
import dev.postern.api.Headers;
import org.eclipse.jetty.http.HttpFields;

/** What an answer says about how it came about. */
final class ReportHeaders {
    static final String REQUEST_ID = "x-request-id";
    static final String SHOULD_RETRY = "x-should-retry";
    private static final String PROVIDER = "x-portkey-provider";
    private static final String TARGET = "x-portkey-last-used-option-index";
    private static final String RETRIES = "x-portkey-retry-attempt-count";
    private static final String CACHE_STATUS = "x-portkey-cache-status";

    private ReportHeaders() {}

    static void put(CallReport report, HttpFields.Mutable headers) {
        if (report.provider() != null) {
            headers.put(PROVIDER, report.provider());
        }
        headers.put(TARGET, report.target());
        headers.put(RETRIES, Integer.toString(report.retries()));
        headers.put(CACHE_STATUS, report.cacheStatus().text());
    }

    /** Passes the provider's own on: rate limits, waits, request ids. */
    static void put(Headers upstream, HttpFields.Mutable headers) {
        upstream.forEach((name, value) -> {
            if (!name.startsWith("content-")) {
                headers.put(name, value);
            }
        });
    }

    /** Keeps OpenAI's SDKs from repeating what was repeated here: a config with retries or several targets decides itself. */
    static void putShouldRetry(CallReport report, HttpFields.Mutable headers) {
        boolean severalTargets = report.target().length() > "config".length();
        boolean retries = report.retries() != 0 || report.attributes().containsKey("retry.not_retried");
        if (severalTargets || retries || report.attempts().size() > 1) {
            headers.put(SHOULD_RETRY, "false");
        }
    }
}
