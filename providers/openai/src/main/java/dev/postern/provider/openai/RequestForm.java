/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonObject;
import dev.postern.api.Body;
import dev.postern.api.JsonView;
import java.util.Map;

/** Brings a request to what is sent; one in which nothing must change stays the same body. */
final class RequestForm {
    private static final Body ASK_FOR_USAGE = askForUsage();

    private RequestForm() {}

    /** Replaces the model by the provider's own name for it. */
    static Body withModel(Body request, Map<String, String> models) {
        if (models.isEmpty()) {
            return request;
        }
        String sent = request.string("model").map(models::get).orElse(null);
        return sent == null ? request : request.with("model", sent);
    }

    /** Asks for the tokens of a streamed answer, whose cost would be unknown without; keeps other options. */
    static Body withUsage(Body request) {
        if (!request.bool("stream", false)) {
            return request;
        }
        JsonView options = request.json().get("stream_options");
        if (!options.exists() || options.isNull()) {
            return request.with("stream_options", ASK_FOR_USAGE);
        }
        if (!options.isObject() || options.get("include_usage").bool().orElse(false)) {
            return request;
        }
        return request.edit().set(options, "include_usage", true).apply();
    }

    private static Body askForUsage() {
        JsonObject options = new JsonObject();
        options.addProperty("include_usage", true);
        return Body.of(options);
    }
}
