/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.Objects;

/**
 * Names what a call asks of a provider.
 *
 * <p>The set is open: a plugin may bring an operation of its own, which providers that do not know it refuse.
 *
 * @param name a short stable name, as in logs and metrics
 * @param method the HTTP method in OpenAI's form of the API
 * @param path the path below the API's base URL in OpenAI's form, without a leading slash
 * @param cacheable whether equal requests may be answered by an earlier answer
 */
public record Operation(String name, String method, String path, boolean cacheable) {
    /** Chat completions, whole or streamed. */
    public static final Operation CHAT = new Operation("chat", "POST", "chat/completions", true);

    /** The older text completions, whole or streamed. */
    public static final Operation COMPLETIONS = new Operation("completions", "POST", "completions", true);

    /** Embeddings of texts. */
    public static final Operation EMBEDDINGS = new Operation("embeddings", "POST", "embeddings", true);

    /** The list of models that a provider serves; has no body. */
    public static final Operation MODELS = new Operation("models", "GET", "models", false);

    public Operation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
    }

    /** Returns whether a call of this operation sends a body, and so names a model. */
    public boolean hasBody() {
        return !method.equals("GET") && !method.equals("DELETE");
    }
}
