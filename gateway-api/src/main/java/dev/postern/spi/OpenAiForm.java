/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Body;
import dev.postern.api.BodyBuilder;
import dev.postern.api.Usage;

/**
 * Writes OpenAI's form of a chat's answer, for providers whose own form is another.
 *
 * <p>Ids come from the call's span, times from its clock, the model from its request. A provider that has more to say,
 * such as calls of tools, writes its bodies by {@link Body#object()}.
 */
public final class OpenAiForm {
    private OpenAiForm() {}

    /** Returns a whole answer of one choice. */
    public static Body completion(Call call, String text, String finishReason, Usage usage) {
        return envelope(call, "chat.completion")
                .beginArray("choices")
                .beginObject()
                .put("index", 0)
                .beginObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal")
                .end()
                .putNull("logprobs")
                .put("finish_reason", finishReason)
                .end()
                .end()
                .beginObject("usage")
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.totalTokens())
                .end()
                .build();
    }

    /** Returns a chunk that adds a text to the first choice. */
    public static Body delta(Call call, String text) {
        return envelope(call, "chat.completion.chunk")
                .beginArray("choices")
                .beginObject()
                .put("index", 0)
                .beginObject("delta")
                .put("role", "assistant")
                .put("content", text)
                .end()
                .putNull("logprobs")
                .putNull("finish_reason")
                .end()
                .end()
                .build();
    }

    /** Returns the chunk that ends the first choice. */
    public static Body finish(Call call, String finishReason) {
        return envelope(call, "chat.completion.chunk")
                .beginArray("choices")
                .beginObject()
                .put("index", 0)
                .beginObject("delta")
                .end()
                .putNull("logprobs")
                .put("finish_reason", finishReason)
                .end()
                .end()
                .build();
    }

    /** Returns {@code {"error": {…}}}. */
    public static Body error(String message, String type) {
        return Body.object()
                .beginObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .putNull("code")
                .end()
                .build();
    }

    private static BodyBuilder envelope(Call call, String object) {
        return Body.object()
                .put("id", "chatcmpl-" + call.trace().spanId())
                .put("object", object)
                .put("created", call.deadline().time().now().getEpochSecond())
                .put("model", call.body().json().get("model").string().orElse(""));
    }
}
