/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Optional;

/** A piece of a streamed chat completion. */
public final class ChatChunk {
    private final Body body;

    /** Reads a chunk in OpenAI's form. */
    public ChatChunk(Body body) {
        this.body = body;
    }

    /** Returns the piece of text that it adds to the first choice; often empty. */
    public String text() {
        return choice().get("delta").get("content").string().orElse("");
    }

    /** Returns why the first choice ended, in the chunk that ends it. */
    public Optional<String> finishReason() {
        return choice().get("finish_reason").string();
    }

    /** Returns the tokens used, in the chunk that reports them. */
    public Optional<Usage> usage() {
        return Usage.of(body);
    }

    /** Returns the chunk as JSON; pieces of tool calls are in {@code choices[].delta.tool_calls}. */
    public Body body() {
        return body;
    }

    private JsonView choice() {
        return body.json().get("choices").at(0);
    }
}
