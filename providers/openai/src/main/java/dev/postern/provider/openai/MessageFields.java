/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.JsonView;

/** Finds the members of one message in one walk, as {@link ChoiceFields} does. */
final class MessageFields {
    private JsonView role = JsonView.missing();
    private JsonView content = JsonView.missing();
    private JsonView refusal = JsonView.missing();
    private JsonView toolCalls = JsonView.missing();

    MessageFields(JsonView message) {
        for (JsonView.Member member : message.members()) {
            String name = member.name();
            if (name.equals("role")) {
                role = member.value();
            } else if (name.equals("content")) {
                content = member.value();
            } else if (name.equals("refusal")) {
                refusal = member.value();
            } else if (name.equals("tool_calls")) {
                toolCalls = member.value();
            }
        }
    }

    JsonView role() {
        return role;
    }

    JsonView content() {
        return content;
    }

    JsonView refusal() {
        return refusal;
    }

    JsonView toolCalls() {
        return toolCalls;
    }
}
