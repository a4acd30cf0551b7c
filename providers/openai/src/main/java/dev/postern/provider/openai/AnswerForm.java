/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Body;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import dev.postern.spi.Call;
import org.jspecify.annotations.Nullable;

/**
 * Brings a whole successful answer to the official schema; one that conforms stays the same body.
 *
 * <p>Filled in where absent: {@code object}, {@code id} (from the trace id), {@code created} (now; 0 for a model),
 * {@code model} (the one asked), and what a choice or message must have. Never filled in is {@code usage}: no tokens
 * reported is not the same as none used.
 */
final class AnswerForm {
    private final Call call;
    private final JsonView root;
    private final Edits edits;
    private @Nullable String problem;

    private AnswerForm(Call call, Edits edits) {
        this.call = call;
        this.edits = edits;
        this.root = edits.root();
    }

    /** What came of it: the answer, or why it is unusable. */
    record Outcome(Body answer, @Nullable String problem) {}

    /** Reads a successful answer, given with the view of it. */
    static Outcome read(Call call, Body answer, JsonView root) {
        if (!answer.isObject()) {
            return new Outcome(answer, "with " + root.kind().phrase() + " instead of an object");
        }
        String operation = call.operation().name();
        AnswerForm form;
        if (operation.equals(Operation.CHAT.name())) {
            form = new AnswerForm(call, Edits.named(answer, root, "chat.completion"));
            form.chat();
        } else if (operation.equals(Operation.COMPLETIONS.name())) {
            form = new AnswerForm(call, Edits.named(answer, root, "text_completion"));
            form.completions();
        } else {
            form = new AnswerForm(call, Edits.named(answer, root, "list"));
            form.list(operation.equals(Operation.EMBEDDINGS.name()));
        }
        return form.problem == null ? new Outcome(form.edits.apply(), null) : new Outcome(answer, form.problem);
    }

    private void chat() {
        head("chatcmpl-");
        int position = 0;
        for (JsonView choice : root.get("choices").elements()) {
            ChoiceFields fields = new ChoiceFields(choice, "message");
            if (!fields.content().isObject()) {
                problem = "with a choice without message";
                return;
            }
            MessageFields message = new MessageFields(fields.content());
            choice(choice, fields, position++, message.toolCalls().size() > 0 ? "tool_calls" : "stop");
            message(fields.content(), message);
        }
        end(position);
    }

    private void completions() {
        head("cmpl-");
        int position = 0;
        for (JsonView choice : root.get("choices").elements()) {
            ChoiceFields fields = new ChoiceFields(choice, "text");
            if (fields.content().kind() != JsonView.Kind.STRING) {
                problem = "with a choice without text";
                return;
            }
            choice(choice, fields, position++, "stop");
        }
        end(position);
    }

    private void end(int choices) {
        if (choices == 0) {
            problem = "without choices";
        }
        edits.dropNullDetails(root.get("usage"));
    }

    private void head(String idPrefix) {
        if (root.get("id").kind() != JsonView.Kind.STRING) {
            edits.editor().set(root, "id", idPrefix + call.trace().traceId());
        }
        if (root.get("created").integer().isEmpty()) {
            edits.editor().set(root, "created", now(call));
        }
        model();
    }

    static long now(Call call) {
        return call.deadline().time().now().getEpochSecond();
    }

    private void model() {
        if (root.get("model").kind() != JsonView.Kind.STRING) {
            edits.editor().set(root, "model", asked(call));
        }
    }

    /** Returns the model that was asked for. */
    static String asked(Call call) {
        return call.body().json().get("model").string().orElse("");
    }

    private void choice(JsonView choice, ChoiceFields fields, int position, String absentReason) {
        JsonView reason = fields.finishReason();
        if (FinishReason.isFailure(reason)) {
            problem = FinishReason.problem(reason);
            return;
        }
        if (reason.kind() != JsonView.Kind.STRING) {
            edits.editor().set(choice, "finish_reason", absentReason);
        }
        edits.requireInteger(choice, "index", fields.index(), position);
        edits.requireNullable(choice, "logprobs", fields.logprobs(), JsonView.Kind.OBJECT);
    }

    private void message(JsonView message, MessageFields fields) {
        edits.requireText(message, "role", fields.role(), "assistant");
        edits.requireNullable(message, "refusal", fields.refusal(), JsonView.Kind.STRING);
        if (fields.content().isArray()) {
            edits.editor().set(message, "content", textOf(fields.content()));
        } else {
            edits.requireNullable(message, "content", fields.content(), JsonView.Kind.STRING);
        }
        if (fields.toolCalls().isNull()) {
            edits.editor().remove(message, "tool_calls");
        }
    }

    /** Returns the text of content that came in parts. */
    private static String textOf(JsonView parts) {
        StringBuilder text = new StringBuilder();
        for (JsonView part : parts.elements()) {
            text.append(part.get("text").string().orElse(""));
        }
        return text.toString();
    }

    private void list(boolean embeddings) {
        JsonView data = root.get("data");
        if (!data.isArray()) {
            problem = "without data";
        } else if (embeddings) {
            embeddings(data);
        } else {
            models(data);
        }
    }

    private void embeddings(JsonView data) {
        model();
        boolean base64 = call.body().json().get("encoding_format").stringEquals("base64");
        if (!EmbeddingForm.apply(data, base64, edits)) {
            problem = "with an embedding that is no list of numbers";
        }
    }

    private void models(JsonView data) {
        for (JsonView model : data.elements()) {
            if (model.get("id").kind() != JsonView.Kind.STRING) {
                problem = "with a model without id";
                return;
            }
            edits.requireText(model, "object", model.get("object"), "model");
            edits.requireInteger(model, "created", model.get("created"), 0);
            if (model.get("owned_by").kind() != JsonView.Kind.STRING) {
                edits.editor().set(model, "owned_by", "");
            }
        }
    }

    /** Whether an answer that claims success is only an error; siblings that are null or empty do not make it more. */
    static boolean isError(JsonView root) {
        JsonView error = root.get("error");
        boolean says = (error.exists() && !error.isNull()) || root.get("object").stringEquals("error");
        return says
                && !root.get("choices").at(0).exists()
                && !root.get("data").at(0).exists();
    }
}
