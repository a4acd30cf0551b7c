/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.spi.Call;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the chunks of one stream to the official schema; one that conforms stays the same body. */
final class ChunkForm {
    private static final Body EMPTY_OBJECT = Body.of(new JsonObject());
    private static final Body EMPTY_ARRAY = Body.of(new JsonArray());

    private final Call call;
    private final StreamUsage usage;
    private final boolean chat;
    private final Map<Integer, Integer> callsByChoice = new HashMap<>(2);
    private @Nullable String madeUpId;
    private long madeUpCreated = -1;

    ChunkForm(Call call, StreamUsage usage) {
        this.call = call;
        this.usage = usage;
        this.chat = call.operation().name().equals(Operation.CHAT.name());
    }

    /** Returns where this form keeps what was answered. */
    String contentName() {
        return chat ? "delta" : "text";
    }

    /** Starts the changes to a chunk, given with the view of it, by its right name. */
    Edits edit(Body chunk, JsonView root) {
        return Edits.named(chunk, root, chat ? "chat.completion.chunk" : "text_completion");
    }

    /** Completes what a chunk says beside its choices, and drops what the caller did not ask for. */
    void complete(Edits edits) {
        JsonView root = edits.root();
        head(root, edits);
        JsonView reported = root.get("usage");
        if (usage == StreamUsage.HIDDEN) {
            if (reported.exists()) {
                edits.editor().remove(root, "usage");
            }
        } else if (usage == StreamUsage.LAST && !reported.isNull()) {
            edits.editor().set(root, "usage", Edits.NULL);
        } else {
            edits.dropNullDetails(reported);
        }
    }

    /** Completes one choice. */
    void complete(JsonView choice, ChoiceFields fields, int position, Edits edits) {
        edits.requireInteger(choice, "index", fields.index(), position);
        edits.requireNullable(choice, "finish_reason", fields.finishReason(), JsonView.Kind.STRING);
        JsonView content = fields.content();
        if (!chat) {
            edits.requireNullable(choice, "logprobs", fields.logprobs(), JsonView.Kind.OBJECT);
            if (content.kind() != JsonView.Kind.STRING) {
                edits.editor().set(choice, "text", "");
            }
        } else if (!content.isObject()) {
            edits.editor().set(choice, "delta", EMPTY_OBJECT);
        } else {
            toolCalls(content, position, edits);
        }
    }

    private void toolCalls(JsonView delta, int choice, Edits edits) {
        JsonView calls = delta.get("tool_calls");
        if (calls.isNull()) {
            edits.editor().remove(delta, "tool_calls");
        }
        for (JsonView piece : calls.elements()) {
            JsonView index = piece.get("index");
            if (piece.isObject() && index.integer().isEmpty()) {
                edits.requireInteger(piece, "index", index, indexOf(piece, choice));
            }
        }
    }

    /** Callers join pieces by index; where a provider sends none, a piece with an id begins the next call. */
    private int indexOf(JsonView piece, int choice) {
        int known = callsByChoice.getOrDefault(choice, 0);
        if (piece.get("id").kind() != JsonView.Kind.STRING) {
            return Math.max(0, known - 1);
        }
        callsByChoice.put(choice, known + 1);
        return known;
    }

    /** Makes the chunk that reports the tokens out of the last one that had them. */
    Body usageChunk(Body chunk) {
        Edits edits = edit(chunk, chunk.json());
        JsonView root = edits.root();
        head(root, edits);
        JsonView choices = root.get("choices");
        if (!choices.isArray() || choices.at(0).exists()) {
            edits.editor().set(root, "choices", EMPTY_ARRAY);
        }
        edits.dropNullDetails(root.get("usage"));
        return edits.apply();
    }

    private void head(JsonView root, Edits edits) {
        if (root.get("id").kind() != JsonView.Kind.STRING) {
            edits.editor().set(root, "id", id());
        }
        if (root.get("created").integer().isEmpty()) {
            edits.editor().set(root, "created", created());
        }
        if (root.get("model").kind() != JsonView.Kind.STRING) {
            edits.editor().set(root, "model", AnswerForm.asked(call));
        }
    }

    private String id() {
        String id = madeUpId;
        if (id == null) {
            id = (chat ? "chatcmpl-" : "cmpl-") + call.trace().traceId();
            madeUpId = id;
        }
        return id;
    }

    private long created() {
        if (madeUpCreated < 0) {
            madeUpCreated = AnswerForm.now(call);
        }
        return madeUpCreated;
    }
}
