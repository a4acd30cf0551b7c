/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonNull;
import dev.postern.api.Body;
import dev.postern.api.BodyEditor;
import dev.postern.api.JsonView;
import org.jspecify.annotations.Nullable;

/**
 * Collects changes to a body, and costs nothing while there are none, as in every conforming answer.
 *
 * <p>Each {@code require} takes the member as it was found, missing or not, since finding it may be a long walk.
 */
final class Edits {
    static final Body NULL = Body.of(JsonNull.INSTANCE);

    private final Body body;
    private final JsonView root;
    private @Nullable BodyEditor editor;

    private Edits(Body body, JsonView root) {
        this.body = body;
        this.root = root;
    }

    /**
     * Starts with the {@code object} named rightly, which is cheaper by itself than among other changes.
     *
     * @param root the view of that body
     */
    static Edits named(Body body, JsonView root, String object) {
        if (root.get("object").stringEquals(object)) {
            return new Edits(body, root);
        }
        Body named = body.with("object", object);
        return new Edits(named, named.json());
    }

    /** Returns the view of what is edited; views taken from anywhere else do not count. */
    JsonView root() {
        return root;
    }

    BodyEditor editor() {
        BodyEditor present = editor;
        if (present == null) {
            present = body.edit();
            editor = present;
        }
        return present;
    }

    /** Sets a member to {@code null} where it is absent or of another kind. */
    void requireNullable(JsonView object, String name, JsonView value, JsonView.Kind kind) {
        if (!value.isNull() && value.kind() != kind) {
            editor().set(object, name, NULL);
        }
    }

    /** Sets a member to a text where it is anything else. */
    void requireText(JsonView object, String name, JsonView value, String text) {
        if (!value.stringEquals(text)) {
            editor().set(object, name, text);
        }
    }

    /** Sets a member to a whole number where it is none. */
    void requireInteger(JsonView object, String name, JsonView value, long number) {
        if (value.integer().isEmpty()) {
            editor().set(object, name, number);
        }
    }

    /** Drops the breakdowns of usage that are null, as vLLM sends them: in the official schema they are objects or absent. */
    void dropNullDetails(JsonView usage) {
        dropNull(usage, "prompt_tokens_details");
        dropNull(usage, "completion_tokens_details");
    }

    private void dropNull(JsonView object, String name) {
        if (object.get(name).isNull()) {
            editor().remove(object, name);
        }
    }

    Body apply() {
        return editor == null ? body : editor.apply();
    }
}
