/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a plugin's settings from JSON as the gateway would: every key declared, of its type, required ones present. */
public final class TestSettings {
    private TestSettings() {}

    /**
     * Returns the settings.
     *
     * @throws ConfigException with every problem: unknown keys, wrong values, missing required keys
     */
    public static Settings read(String json, List<Key<?>> keys) {
        JsonObject object = Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
        if (object == null) {
            throw new ConfigException("settings: expected a JSON object");
        }
        List<String> problems = new ArrayList<>();
        Settings.Builder settings = Settings.builder();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            keys.stream()
                    .filter(key -> key.name().equals(entry.getKey()))
                    .findFirst()
                    .ifPresentOrElse(
                            key -> set(settings, key, entry.getValue(), problems),
                            () -> problems.add("settings." + entry.getKey() + ": unknown key; known: "
                                    + keys.stream().map(Key::name).sorted().toList()));
        }
        for (Key<?> key : keys) {
            if (key.isRequired() && !object.has(key.name())) {
                problems.add("settings." + key.name() + ": required, expected " + key.expected());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return settings.build();
    }

    private static <T> void set(Settings.Builder settings, Key<T> key, JsonElement value, List<String> problems) {
        key.read(value)
                .ifPresentOrElse(
                        read -> settings.set(key, read),
                        () -> problems.add(
                                "settings." + key.name() + ": expected " + key.expected() + ", found " + value));
    }
}
