/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.ArrayList;
import java.util.List;

/** The models that a provider serves. */
public final class ModelList {
    private final Body body;
    private final CallReport report;

    /** Reads an answer in OpenAI's form. */
    public ModelList(Body body, CallReport report) {
        this.body = body;
        this.report = report;
    }

    /** Returns the models in the provider's order. */
    public List<Model> models() {
        List<Model> models = new ArrayList<>();
        for (JsonView model : body.json().get("data").elements()) {
            models.add(new Model(
                    model.get("id").string().orElse(""),
                    model.get("owned_by").string().orElse("")));
        }
        return List.copyOf(models);
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
