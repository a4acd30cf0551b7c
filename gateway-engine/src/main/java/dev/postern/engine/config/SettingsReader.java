/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonObject;
import dev.postern.spi.Key;
import dev.postern.spi.Settings;
import java.util.List;

/** Checks a plugin's settings against its keys; knows nothing of what they mean. */
public final class SettingsReader {
    private SettingsReader() {}

    /**
     * Reads settings; what is wrong is noted, and is then missing in the result.
     *
     * @param path the place of the object, such as {@code providers.anyscale}
     */
    public static Settings read(String path, JsonObject object, List<Key<?>> keys, Problems problems) {
        FieldNames names = FieldNames.of(keys.stream().<String>map(Key::name).toList());
        Fields fields = new Fields(path, object, names, problems);
        fields.refuseUnknown();
        return read(fields, keys);
    }

    static Settings read(Fields fields, List<Key<?>> keys) {
        Settings.Builder settings = Settings.builder();
        for (Key<?> key : keys) {
            set(settings, key, fields);
        }
        return settings.build();
    }

    private static <T> void set(Settings.Builder settings, Key<T> key, Fields fields) {
        T value = fields.read(key);
        if (value != null) {
            settings.set(key, value);
        } else if (key.isRequired() && !fields.has(key.name())) {
            fields.problem(key.name(), "missing; expected " + key.expected());
        }
    }
}
