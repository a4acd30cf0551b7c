/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A request for a text completion, the older form of a chat; immutable. */
public final class CompletionRequest {
    private final Body body;

    private CompletionRequest(Body body) {
        this.body = body;
    }

    /** Starts a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Takes a request that is JSON already. */
    public static CompletionRequest of(Body body) {
        return new CompletionRequest(Objects.requireNonNull(body, "body"));
    }

    /** Returns the request as JSON in OpenAI's form. */
    public Body body() {
        return body;
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the model; may be left to the config's {@code override_params}. */
        public Builder model(String id) {
            return parameter("model", id);
        }

        /** Sets the text to go on from. */
        public Builder prompt(String text) {
            return parameter("prompt", text);
        }

        /** Sets how many tokens the completion may have. */
        public Builder maxTokens(long value) {
            return parameter("max_tokens", value);
        }

        /** Sets the sampling temperature, 0 to 2. */
        public Builder temperature(double value) {
            return parameter("temperature", value);
        }

        /** Sets the texts at which the completion stops. */
        public Builder stop(String... texts) {
            return parameter("stop", List.of(texts));
        }

        /** Sets any other parameter, known to us or not. */
        public Builder set(String name, JsonElement value) {
            return parameter(name, value.deepCopy());
        }

        private Builder parameter(String name, Object value) {
            parameters.put(name, Objects.requireNonNull(value, name));
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws InvalidRequestException if it has no prompt
         */
        public CompletionRequest build() {
            if (!parameters.containsKey("prompt")) {
                throw new InvalidRequestException("prompt: missing; add .prompt(\"…\") to the builder", "prompt");
            }
            BodyBuilder body = Body.object();
            body.parameters(parameters);
            return new CompletionRequest(body.build());
        }
    }
}
