/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.math.BigDecimal;

/** Embeddings, one vector for each text of the request, in its order. */
public final class EmbeddingResponse {
    private final Body body;
    private final CallReport report;

    /** Reads an answer in OpenAI's form. */
    public EmbeddingResponse(Body body, CallReport report) {
        this.body = body;
        this.report = report;
    }

    /** Returns how many vectors there are. */
    public int size() {
        return body.json().get("data").size();
    }

    /**
     * Returns a copy of the vector of the n-th text, from 0.
     *
     * @throws IndexOutOfBoundsException if there is none, or if it came as base64 because the request said so
     */
    public float[] vector(int n) {
        JsonView embedding = body.json().get("data").at(n).get("embedding");
        if (!embedding.isArray()) {
            throw new IndexOutOfBoundsException("no vector " + n + " among " + size());
        }
        float[] vector = new float[embedding.size()];
        int i = 0;
        for (JsonView element : embedding.elements()) {
            vector[i++] = element.decimal().orElse(BigDecimal.ZERO).floatValue();
        }
        return vector;
    }

    /** Returns the tokens used; all 0 where the provider reported none. */
    public Usage usage() {
        return Usage.of(body).orElse(Usage.NONE);
    }

    /** Returns the whole answer as JSON. */
    public Body body() {
        return body;
    }

    /** Returns how the answer came about. */
    public CallReport report() {
        return report;
    }
}
