/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.util.List;
import java.util.Map;

/**
 * A route whose plugin is not on the class path.
 *
 * @param method the HTTP method
 * @param path the path
 * @param dependency what brings it
 */
record AbsentRoute(String method, String path, String dependency) implements Route.Action {
    private static final String LOGGING = "dev.postern:logging";
    private static final String FINE_TUNING = "dev.postern:fine-tuning";
    private static final String ADMIN = "the data folder of dev.postern:app";

    /** Every route of the contract that this jar alone does not answer. */
    static final List<AbsentRoute> ALL = List.of(
            new AbsentRoute("POST", "/v1/feedback", LOGGING),
            new AbsentRoute("PUT", "/v1/feedback/{id}", LOGGING),
            new AbsentRoute("GET", "/v1/logs", LOGGING),
            new AbsentRoute("POST", "/v1/logs", LOGGING),
            new AbsentRoute("GET", "/v1/logs/{id}", LOGGING),
            new AbsentRoute("GET", "/v1/logs/exports", LOGGING),
            new AbsentRoute("POST", "/v1/logs/exports", LOGGING),
            new AbsentRoute("GET", "/v1/logs/exports/{id}", LOGGING),
            new AbsentRoute("GET", "/v1/analytics", LOGGING),
            new AbsentRoute("GET", "/v1/analytics/{name}", LOGGING),
            new AbsentRoute("GET", "/v1/configs", ADMIN),
            new AbsentRoute("POST", "/v1/configs", ADMIN),
            new AbsentRoute("GET", "/v1/configs/{name}", ADMIN),
            new AbsentRoute("PUT", "/v1/configs/{name}", ADMIN),
            new AbsentRoute("DELETE", "/v1/configs/{name}", ADMIN),
            new AbsentRoute("GET", "/v1/api-keys", ADMIN),
            new AbsentRoute("POST", "/v1/api-keys", ADMIN),
            new AbsentRoute("DELETE", "/v1/api-keys/{id}", ADMIN),
            new AbsentRoute("GET", "/v1/virtual-keys", ADMIN),
            new AbsentRoute("POST", "/v1/virtual-keys", ADMIN),
            new AbsentRoute("PUT", "/v1/virtual-keys/{name}", ADMIN),
            new AbsentRoute("DELETE", "/v1/virtual-keys/{name}", ADMIN),
            new AbsentRoute("GET", "/v1/files", FINE_TUNING),
            new AbsentRoute("POST", "/v1/files", FINE_TUNING),
            new AbsentRoute("GET", "/v1/files/{id}", FINE_TUNING),
            new AbsentRoute("DELETE", "/v1/files/{id}", FINE_TUNING),
            new AbsentRoute("GET", "/v1/files/{id}/content", FINE_TUNING),
            new AbsentRoute("GET", "/v1/fine_tuning/jobs", FINE_TUNING),
            new AbsentRoute("POST", "/v1/fine_tuning/jobs", FINE_TUNING),
            new AbsentRoute("GET", "/v1/fine_tuning/jobs/{id}", FINE_TUNING),
            new AbsentRoute("POST", "/v1/fine_tuning/jobs/{id}/cancel", FINE_TUNING),
            new AbsentRoute("GET", "/v1/fine_tuning/jobs/{id}/events", FINE_TUNING),
            new AbsentRoute("GET", "/", "dev.postern:dashboard"));

    @Override
    public void start(Exchange exchange, Map<String, String> variables) {
        // OpenAI's SDKs repeat what fails with 500 and above.
        exchange.header(ReportHeaders.SHOULD_RETRY, "false");
        throw new Refusal(ErrorAnswer.of(
                501, "not_implemented_error", "this route needs " + dependency + ", which is not installed"));
    }
}
