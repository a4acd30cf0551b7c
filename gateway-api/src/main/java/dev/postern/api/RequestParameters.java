/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import com.google.gson.JsonElement;
import java.util.List;

/** Writes the parameters that the typed requests collect. */
final class RequestParameters {
    private RequestParameters() {}

    static void put(BodyBuilder body, String name, Object value) {
        if (value instanceof String text) {
            body.put(name, text);
        } else if (value instanceof Long number) {
            body.put(name, number);
        } else if (value instanceof Double number) {
            body.put(name, number);
        } else if (value instanceof JsonElement element) {
            body.put(name, element);
        } else if (value instanceof List<?> texts) {
            body.beginArray(name);
            texts.forEach(text -> body.add(text.toString()));
            body.end();
        } else {
            throw new IllegalArgumentException(name + ": no JSON form for " + value.getClass());
        }
    }
}
