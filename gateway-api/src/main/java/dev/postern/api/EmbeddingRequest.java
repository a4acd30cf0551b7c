/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request for embeddings of one text or several; immutable. */
public final class EmbeddingRequest {
    private final Body body;

    private EmbeddingRequest(Body body) {
        this.body = body;
    }

    /** Starts a request. */
    public static Builder builder() {
        return new Builder();
    }

    /** Takes a request that is JSON already. */
    public static EmbeddingRequest of(Body body) {
        return new EmbeddingRequest(Objects.requireNonNull(body, "body"));
    }

    /** Returns the request as JSON in OpenAI's form. */
    public Body body() {
        return body;
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final List<String> inputs = new ArrayList<>();
        private @Nullable String model;
        private long dimensions;

        private Builder() {}

        /** Sets the model; may be left to the config's {@code override_params}. */
        public Builder model(String id) {
            this.model = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Adds texts to embed. */
        public Builder input(String... texts) {
            inputs.addAll(List.of(texts));
            return this;
        }

        /** Sets the length of the vectors, where the model lets one choose. */
        public Builder dimensions(long count) {
            this.dimensions = count;
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws InvalidRequestException if it has no input
         */
        public EmbeddingRequest build() {
            if (inputs.isEmpty()) {
                throw new InvalidRequestException("input: expected at least one text; add .input(\"…\")", "input");
            }
            BodyBuilder body = Body.object();
            if (model != null) {
                body.put("model", model);
            }
            body.beginArray("input");
            for (String input : inputs) {
                body.add(input);
            }
            body.end();
            if (dimensions > 0) {
                body.put("dimensions", dimensions);
            }
            return new EmbeddingRequest(body.build());
        }
    }
}
