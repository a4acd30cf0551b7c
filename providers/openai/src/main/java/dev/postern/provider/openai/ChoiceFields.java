/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.JsonView;

/** Finds the members of one choice in one walk: looking each up would walk over the content for every one of them. */
final class ChoiceFields {
    private JsonView index = JsonView.missing();
    private JsonView finishReason = JsonView.missing();
    private JsonView logprobs = JsonView.missing();
    private JsonView content = JsonView.missing();

    /**
     * Reads a choice.
     *
     * @param contentName where this form keeps what was answered: {@code message}, {@code delta} or {@code text}
     */
    ChoiceFields(JsonView choice, String contentName) {
        for (JsonView.Member member : choice.members()) {
            if (member.nameEquals(contentName)) {
                content = member.value();
            } else if (member.nameEquals("index")) {
                index = member.value();
            } else if (member.nameEquals("finish_reason")) {
                finishReason = member.value();
            } else if (member.nameEquals("logprobs")) {
                logprobs = member.value();
            }
        }
    }

    JsonView index() {
        return index;
    }

    JsonView finishReason() {
        return finishReason;
    }

    JsonView logprobs() {
        return logprobs;
    }

    /** Returns the message, delta or text. */
    JsonView content() {
        return content;
    }
}
