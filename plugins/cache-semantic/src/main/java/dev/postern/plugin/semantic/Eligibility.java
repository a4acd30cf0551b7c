/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.spi.CacheRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Says which requests and answers this cache has to do with; all others are the exact cache's alone. */
final class Eligibility {
    private static final BigDecimal ONE = BigDecimal.ONE;

    private Eligibility() {}

    /** Returns the last user message of a request that may be compared, or null. */
    static @Nullable String question(CacheRequest request, SemanticSettings settings) {
        Body body = request.key().request();
        if (!request.call().operation().name().equals(Operation.CHAT.name())) {
            return null;
        }
        JsonView json = body.json();
        if (number(json, "n").compareTo(ONE) > 0
                || number(json, "temperature").compareTo(BigDecimal.valueOf(settings.maxTemperature())) > 0) {
            return null;
        }
        JsonView messages = json.get("messages");
        JsonView last = messages.at(messages.size() - 1);
        JsonView content = last.get("content");
        if (!last.get("role").stringEquals("user") || content.kind() != JsonView.Kind.STRING) {
            return null;
        }
        String text = content.string().orElse("").strip();
        return text.isEmpty() ? null : text;
    }

    private static BigDecimal number(JsonView json, String name) {
        return json.get(name).decimal().orElse(BigDecimal.ZERO);
    }

    /** Returns whether an answer is one text that ended by itself. */
    static boolean keeps(Body answer) {
        JsonView choices = answer.json().get("choices");
        JsonView choice = choices.at(0);
        JsonView message = choice.get("message");
        return choices.size() == 1
                && choice.get("finish_reason").stringEquals("stop")
                && message.get("tool_calls").size() == 0
                && !message.get("function_call").isObject()
                && !answer.has("error")
                && !text(answer).isBlank();
    }

    /** Returns the text of an answer. */
    static String text(Body answer) {
        return answer.json()
                .get("choices")
                .at(0)
                .get("message")
                .get("content")
                .string()
                .orElse("");
    }
}
