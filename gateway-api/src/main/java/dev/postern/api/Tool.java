/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonObject;
import java.util.Objects;

/**
 * A function that the model may ask to be called.
 *
 * @param name letters, digits, dashes and underscores
 * @param description when and why to call it
 * @param parameters a JSON schema of its arguments
 */
public record Tool(String name, String description, JsonObject parameters) {
    public Tool {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        parameters = parameters.deepCopy();
    }

    @Override
    public JsonObject parameters() {
        return parameters.deepCopy();
    }
}
