/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from a settings file what it says of one provider, to be joined with the command line. */
final class SettingsFile {
    private SettingsFile() {}

    /** Returns the provider's settings; empty where the file is wrong, of which the gateway's builder tells. */
    static Map<String, Object> provider(@Nullable Path file, String id) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (file == null) {
            return settings;
        }
        try {
            JsonElement root = JsonParser.parseString(Files.readString(file));
            if (root instanceof JsonObject object
                    && object.get("providers") instanceof JsonObject providers
                    && providers.get(id) instanceof JsonObject provider) {
                provider.asMap().forEach((name, value) -> settings.put(name, plain(value)));
            }
        } catch (IOException | JsonParseException e) {
            settings.clear();
        }
        return settings;
    }

    private static Object plain(JsonElement value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> members = new LinkedHashMap<>();
            object.asMap().forEach((name, member) -> members.put(name, plain(member)));
            return members;
        }
        if (value instanceof JsonArray array) {
            List<Object> elements = new ArrayList<>();
            array.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return primitive.getAsBigDecimal();
        }
        if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        // No setting is null or means anything by it.
        return value.isJsonNull() ? "" : value.getAsString();
    }
}
