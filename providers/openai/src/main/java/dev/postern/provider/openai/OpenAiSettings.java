/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.api.ConfigException;
import dev.postern.spi.Key;
import dev.postern.spi.Price;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keys of settings that all providers of OpenAI's form share, and their readers.
 *
 * <p>Every reader throws a {@link ConfigException} that names the key, what was expected and what was found.
 */
public final class OpenAiSettings {
    /** Where the API is, such as {@code https://api.openai.com/v1}. */
    public static final Key<String> BASE_URL = Key.string("base_url");

    /** Models by the name that callers use: {@code {"<asked>": "<sent>"}}; default none, every name goes out as it is. */
    public static final Key<JsonObject> MODELS = Key.object("models");

    /**
     * What models cost in USD per million tokens, over the provider's own table.
     *
     * <p>{@code {"<model>": {"input": "0.15", "output": "0.60", "cached_input": …, "cache_write": …, "as_of":
     * "2026-01-31", "source": …}}}. Amounts are decimals of 0 or more, as text or number. {@code input} is required;
     * {@code output} is 0 unless given, the other two are {@code input}; {@code as_of} is today, {@code source} is
     * {@code settings}.
     */
    public static final Key<JsonObject> PRICES = Key.object("prices");

    /**
     * Whether streams are asked for their tokens by {@code stream_options}; default true.
     *
     * <p>False is for servers that refuse the field: the cost of their streams is then unknown, unless they report the
     * tokens unasked.
     */
    public static final Key<Boolean> STREAM_USAGE = Key.bool("stream_usage").withDefault(true);

    private OpenAiSettings() {}

    /** Reads the models; see {@link #MODELS}. */
    public static Map<String, String> models(Settings settings) {
        Map<String, String> models = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry :
                settings.find(MODELS).orElseGet(JsonObject::new).entrySet()) {
            JsonElement sent = entry.getValue();
            if (sent instanceof JsonPrimitive text
                    && text.isString()
                    && !text.getAsString().isBlank()) {
                models.put(entry.getKey(), text.getAsString());
            } else {
                problems.add(MODELS.name() + "." + entry.getKey() + ": expected the name of a model, found "
                        + PriceSettings.shown(sent));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return Map.copyOf(models);
    }

    /** Reads the operator's prices; see {@link #PRICES}. Models that it does not name keep those of {@code base}. */
    public static PriceTable prices(Settings settings, Map<String, Price> base) {
        return PriceTable.of(PriceSettings.read(settings.find(PRICES).orElseGet(JsonObject::new), base));
    }

    /**
     * Reads a base URL: absolute, http or https, without user, query or fragment.
     *
     * @param name the key or variable it came from, for the error
     */
    public static URI url(String name, String value) {
        try {
            URI url = new URI(value.strip());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Reported below, without the value: it may hold a password.
        }
        throw new ConfigException(name + ": expected an absolute http or https URL without user, query or fragment");
    }
}
