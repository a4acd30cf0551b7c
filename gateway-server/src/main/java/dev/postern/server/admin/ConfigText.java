/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.api.Body;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Looks into a config's text for providers' keys, which are neither stored nor shown in plain. */
final class ConfigText {
    /** What stands in place of a key that is not shown. */
    static final String MASK = "***";

    private static final String REFERENCE = "${";

    private ConfigText() {}

    /** Whether a provider's key stands in the text itself, and is not only named. */
    static boolean holdsKey(String json) {
        return holdsKey(Body.parse(json.getBytes(StandardCharsets.UTF_8)).json(), false);
    }

    /** Returns a config as it may be shown: with the mask in place of providers' keys. */
    static JsonElement shown(String json) {
        JsonElement tree = Body.parse(json.getBytes(StandardCharsets.UTF_8)).toJson();
        mask(tree);
        return tree;
    }

    private static void mask(JsonElement value) {
        if (value instanceof JsonArray array) {
            array.forEach(ConfigText::mask);
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

    private static boolean isReference(JsonElement value) {
        return value instanceof JsonPrimitive primitive
                && primitive.getAsString().startsWith(REFERENCE);
    }

    /** Refuses a text with the mask in place of a key, which comes of reading a config and saving it again. */
    static void refuseMask(String json) {
        if (holdsKey(Body.parse(json.getBytes(StandardCharsets.UTF_8)).json(), true)) {
            throw new InvalidRequestException(
                    "config: an api_key is '" + MASK + "', which stands for one that is not shown; send the key itself,"
                            + " or store it and name it by virtual_key",
                    "config");
        }
    }

    private static boolean holdsKey(JsonView value, boolean masked) {
        for (JsonView.Member member : value.members()) {
            String name = member.name();
            if (isKey(name)) {
                String key = member.value().string().orElse(REFERENCE);
                if (masked ? key.equals(MASK) : !key.startsWith(REFERENCE)) {
                    return true;
                }
            } else if (holdsKey(member.value(), masked)) {
                return true;
            }
        }
        for (JsonView element : value.elements()) {
            if (holdsKey(element, masked)) {
                return true;
            }
        }
        return false;
    }
}
