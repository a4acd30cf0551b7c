/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.List;
import java.util.Optional;

/** A chat completion. */
public final class ChatResponse {
    private final Body body;
    private final CallReport report;

    /** Reads an answer in OpenAI's form. */
    public ChatResponse(Body body, CallReport report) {
        this.body = body;
        this.report = report;
    }

    /** Returns the first choice's text; empty where the model said none, as when it calls tools. */
    public String text() {
        return message().get("content").string().orElse("");
    }

    /** Returns why the model refused, if it did. */
    public Optional<String> refusal() {
        return message().get("refusal").string();
    }

    /** Returns the tools that the first choice asks to be called, in order. */
    public List<ToolCall> toolCalls() {
        return ToolCall.readAll(message());
    }

    /** Returns why the first choice ended: {@code stop}, {@code length}, {@code tool_calls}, or what else it says. */
    public Optional<String> finishReason() {
        return body.json().get("choices").at(0).get("finish_reason").string();
    }

    /** Returns the model that answered, in the provider's words. */
    public String model() {
        return body.string("model").orElse("");
    }

    /** Returns the provider's id of this answer. */
    public String id() {
        return body.string("id").orElse("");
    }

    /** Returns the tokens used; all 0 where the provider reported none. */
    public Usage usage() {
        return Usage.of(body).orElse(Usage.NONE);
    }

    /** Returns the whole answer as JSON, every choice and unknown field included. */
    public Body body() {
        return body;
    }

    /** Returns how the answer came about: provider, target, attempts, times, cost. */
    public CallReport report() {
        return report;
    }

    private JsonView message() {
        return body.json().get("choices").at(0).get("message");
    }
}
