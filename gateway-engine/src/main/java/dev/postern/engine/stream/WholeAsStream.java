/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.stream;

import dev.postern.api.Body;
import dev.postern.api.BodyBuilder;
import dev.postern.api.EventStream;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a whole answer as a stream: the role and the content, then the reason for the end, then the usage if asked. */
public final class WholeAsStream implements EventStream {
    private static final Body EMPTY_DELTA = Body.empty();

    private final ArrayDeque<Body> chunks;

    private WholeAsStream(List<Body> chunks) {
        this.chunks = new ArrayDeque<>(chunks);
    }

    /** Returns the answer as a stream of the form that the call's operation has. */
    public static Reply.Streaming of(Reply.Whole whole, Call call) {
        List<Body> chunks = call.operation().equals(Operation.CHAT)
                ? chatChunks(whole.body())
                : List.of(withoutUsage(whole.body()));
        List<Body> all = new ArrayList<>(chunks);
        boolean usageAsked = call.body()
                .json()
                .get("stream_options")
                .get("include_usage")
                .bool()
                .orElse(false);
        if (usageAsked && whole.body().has("usage")) {
            all.add(envelope(whole.body(), call)
                    .beginArray("choices")
                    .end()
                    .put("usage", whole.body().json().get("usage").toBody())
                    .build());
        }
        return new Reply.Streaming(whole.status(), whole.headers(), new WholeAsStream(all));
    }

    private static Body withoutUsage(Body body) {
        return body.without("usage");
    }

    private static List<Body> chatChunks(Body whole) {
        List<Body> chunks = new ArrayList<>();
        for (JsonView choice : whole.json().get("choices").elements()) {
            chunks.add(chunk(whole, choice, delta(choice.get("message")), null));
            chunks.add(chunk(whole, choice, EMPTY_DELTA, choice.get("finish_reason")));
        }
        return chunks;
    }

    /** Writes the message as one delta; calls of tools get the index that streams key them by. */
    private static Body delta(JsonView message) {
        BodyBuilder delta = Body.object();
        for (JsonView.Member member : message.members()) {
            if (!member.name().equals("tool_calls")) {
                delta.put(member.name(), member.value().toBody());
            }
        }
        JsonView toolCalls = message.get("tool_calls");
        if (toolCalls.isArray()) {
            delta.beginArray("tool_calls");
            int index = 0;
            for (JsonView toolCall : toolCalls.elements()) {
                delta.add(toolCall.toBody().with("index", index++));
            }
            delta.end();
        }
        return delta.build();
    }

    private static Body chunk(Body whole, JsonView choice, Body delta, @Nullable JsonView finishReason) {
        BodyBuilder chunk = envelope(whole, null)
                .beginArray("choices")
                .beginObject()
                .put("index", choice.get("index").integer().orElse(0))
                .put("delta", delta)
                .put(
                        "logprobs",
                        finishReason == null && choice.get("logprobs").exists()
                                ? choice.get("logprobs").toBody()
                                : Body.parse(new byte[] {'n', 'u', 'l', 'l'}));
        if (finishReason == null || !finishReason.exists()) {
            chunk.putNull("finish_reason");
        } else {
            chunk.put("finish_reason", finishReason.toBody());
        }
        return chunk.end().end().build();
    }

    private static BodyBuilder envelope(Body whole, @Nullable Call completions) {
        boolean chat = completions == null || completions.operation().equals(Operation.CHAT);
        BodyBuilder envelope = Body.object();
        copy(whole, "id", envelope);
        envelope.put("object", chat ? "chat.completion.chunk" : "text_completion");
        copy(whole, "created", envelope);
        copy(whole, "model", envelope);
        copy(whole, "system_fingerprint", envelope);
        return envelope;
    }

    private static void copy(Body from, String name, BodyBuilder to) {
        if (from.has(name)) {
            to.put(name, from.json().get(name).toBody());
        }
    }

    @Override
    public @Nullable Body next() {
        return chunks.poll();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void close() {
        chunks.clear();
    }
}
