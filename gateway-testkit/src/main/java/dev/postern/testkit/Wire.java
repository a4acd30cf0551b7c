/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks one profile's wire; everything is derived from the request, nothing is remembered. */
abstract class Wire {
    final WireSettings settings;

    Wire(WireSettings settings) {
        this.settings = settings;
    }

    static Wire of(Profile profile, WireSettings settings) {
        return profile == Profile.ENDPOINTS ? new EndpointsWire(settings) : new RayServeWire(settings);
    }

    /**
     * Answers a chat request.
     *
     * @param id a text that differs from exchange to exchange
     * @param text the text to answer with, or null for the derived one
     */
    abstract Answer chat(JsonObject request, String id, @Nullable String text);

    abstract Answer completion(JsonObject request, String id, @Nullable String text);

    abstract Answer embeddings(JsonObject request, String id);

    abstract Answer models();

    abstract Answer model(String id);

    abstract Answer unauthorized();

    abstract Answer invalid(String message, @Nullable String field);

    abstract Answer unknownModel(String model);

    /** Returns the form of errors that a script does not choose. */
    abstract ErrorForm errorForm();

    /** Returns how many events leave in one write. */
    abstract int eventsPerWrite();

    /** Returns the data of a mid-stream error event. */
    final String errorEvent() {
        JsonObject error = errorForm().error(500, "The model replica died while it generated the answer.", null);
        return Json.object("error", error).toString();
    }

    static String modelOf(JsonObject request) {
        return Optional.ofNullable(Json.string(request, "model")).orElse("");
    }

    /** Returns the prompts of an older completion or the inputs of an embedding, token lists as their JSON text. */
    static List<String> texts(@Nullable JsonElement element) {
        List<String> texts = new ArrayList<>();
        if (element == null || element.isJsonNull()) {
            return texts;
        }
        boolean tokens = element.isJsonArray()
                && !element.getAsJsonArray().isEmpty()
                && element.getAsJsonArray().get(0).isJsonPrimitive()
                && element.getAsJsonArray().get(0).getAsJsonPrimitive().isNumber();
        if (tokens || !element.isJsonArray()) {
            texts.add(tokens ? element.toString() : Generator.text(element));
            return texts;
        }
        for (JsonElement item : element.getAsJsonArray()) {
            texts.add(item.isJsonPrimitive() ? item.getAsString() : item.toString());
        }
        return texts;
    }

    static long nowSeconds() {
        return System.currentTimeMillis() / 1000;
    }
}
