/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/** Prints configs for people to read, without the providers' keys in them. */
final class MaskedJson {
    private static final String MASK = "***";
    private static final Gson PRINTER = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private MaskedJson() {}

    static String of(String json) {
        JsonElement tree = JsonParser.parseString(json);
        mask(tree);
        return PRINTER.toJson(tree);
    }

    private static void mask(JsonElement value) {
        if (value instanceof JsonArray array) {
            array.forEach(MaskedJson::mask);
        } else if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                if (!isKey(member.getKey())) {
                    mask(member.getValue());
                } else if (!isReference(member.getValue())) {
                    member.setValue(new JsonPrimitive(MASK));
                }
            }
        }
    }

    private static boolean isKey(String name) {
        return name.equals("api_key") || name.equals("apiKey");
    }

    /** A name such as {@code ${env:ANYSCALE_API_KEY}} is no secret. */
    private static boolean isReference(JsonElement value) {
        return value instanceof JsonPrimitive primitive
                && primitive.isString()
                && primitive.getAsString().startsWith("${");
    }
}
