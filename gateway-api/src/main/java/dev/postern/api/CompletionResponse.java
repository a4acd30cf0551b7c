/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Optional;

/** A text completion. */
public final class CompletionResponse {
    private final Body body;
    private final CallReport report;

    /** Reads an answer in OpenAI's form. */
    public CompletionResponse(Body body, CallReport report) {
        this.body = body;
        this.report = report;
    }

    /** Returns the first choice's text; never null. */
    public String text() {
        return body.json().get("choices").at(0).get("text").string().orElse("");
    }

    /** Returns why the first choice ended. */
    public Optional<String> finishReason() {
        return body.json().get("choices").at(0).get("finish_reason").string();
    }

    /** Returns the tokens used; all 0 where the provider reported none. */
    public Usage usage() {
        return Usage.of(body).orElse(Usage.NONE);
    }

    /** Returns the whole answer as JSON. */
    public Body body() {
        return body;
    }

    /** Returns how the answer came about. */
    public CallReport report() {
        return report;
    }
}
