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
import java.util.function.BiPredicate;

/** Looks into a config's text for providers' keys, which are neither stored nor shown in plain. */
final class ConfigText {
    /** What stands in place of a key that is not shown. */
    static final String MASK = "***";

    private static final String REFERENCE = "${";

    private ConfigText() {}

    /** Whether a provider's key stands in the text itself, and is not only named. */
    static boolean holdsKey(String json) {
        return anyMember(json, (name, value) -> isKey(name) && !key(value).startsWith(REFERENCE));
    }

    /** Whether it says where to send, other than by naming a provider. */
    static boolean namesHost(String json) {
        return anyMember(json, (name, value) -> name.equals("custom_host") || name.equals("customHost"));
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
        if (anyMember(json, (name, value) -> isKey(name) && key(value).equals(MASK))) {
            throw new InvalidRequestException(
                    "config: an api_key is '" + MASK + "', which stands for one that is not shown; send the key itself,"
                            + " or store it and name it by virtual_key",
                    "config");
        }
    }

    private static String key(JsonView value) {
        return value.string().orElse(REFERENCE);
    }

    private static boolean anyMember(String json, BiPredicate<String, JsonView> wanted) {
        return anyMember(Body.parse(json.getBytes(StandardCharsets.UTF_8)).json(), wanted);
    }

    private static boolean anyMember(JsonView value, BiPredicate<String, JsonView> wanted) {
        for (JsonView.Member member : value.members()) {
            if (wanted.test(member.name(), member.value()) || anyMember(member.value(), wanted)) {
                return true;
            }
        }
        for (JsonView element : value.elements()) {
            if (anyMember(element, wanted)) {
                return true;
            }
        }
        return false;
    }
}
