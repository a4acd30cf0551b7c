/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.api.Body;
import dev.postern.api.BodyBuilder;
import dev.postern.api.JsonView;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import java.util.StringTokenizer;

/** Writes what a parrot says in OpenAI's form. */
final class ParrotForm {
    private ParrotForm() {}

    static Body completion(Call call, String voice, Body heard) {
        Usage usage = usage(call, heard);
        return Body.object()
                .put("id", "chatcmpl-" + call.trace().spanId())
                .put("object", "chat.completion")
                .put("created", now(call))
                .put("model", voice)
                .beginArray("choices")
                .beginObject()
                .put("index", 0)
                .beginObject("message")
                .put("role", "assistant")
                .put("content", heard.json().get("heard").string().orElse(""))
                .putNull("refusal")
                .end()
                .putNull("logprobs")
                .put("finish_reason", "stop")
                .end()
                .end()
                .beginObject("usage")
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens())
                .put("total_tokens", usage.totalTokens())
                .end()
                .build();
    }

    /** Returns a chunk that adds a text or, where that is empty, ends the answer. */
    static Body chunk(Call call, String voice, String text) {
        boolean last = text.isEmpty();
        Body delta = last
                ? Body.empty()
                : Body.object().put("role", "assistant").put("content", text).build();
        BodyBuilder choice = Body.object().put("index", 0).put("delta", delta);
        choice = last ? choice.put("finish_reason", "stop") : choice.putNull("finish_reason");
        return Body.object()
                .put("id", "chatcmpl-" + call.trace().spanId())
                .put("object", "chat.completion.chunk")
                .put("created", now(call))
                .put("model", voice)
                .beginArray("choices")
                .add(choice.build())
                .end()
                .build();
    }

    static Body error(String squawk) {
        return Body.object()
                .beginObject("error")
                .put("message", squawk)
                .put("type", "upstream_error")
                .putNull("param")
                .putNull("code")
                .end()
                .build();
    }

    /** Counts words for tokens: those said to the parrot, and those that it charges for. */
    static Usage usage(Call call, Body heard) {
        long said = new StringTokenizer(lastMessage(call)).countTokens();
        long charged = heard.json().get("cost_words").integer().orElse(0);
        return new Usage(said, charged, said + charged, 0, 0, 0);
    }

    static String lastMessage(Call call) {
        JsonView messages = call.body().json().get("messages");
        return messages.at(messages.size() - 1).get("content").string().orElse("");
    }

    private static long now(Call call) {
        return call.deadline().time().now().getEpochSecond();
    }
}
