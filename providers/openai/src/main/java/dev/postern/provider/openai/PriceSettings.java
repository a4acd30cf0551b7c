/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.api.ConfigException;
import dev.postern.spi.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the operator's prices, and reports all problems at once. */
final class PriceSettings {
    private static final List<String> NAMES =
            List.of("input", "output", "cached_input", "cache_write", "as_of", "source");
    private static final String AMOUNT = "a decimal number ≥ 0, as text or number";
    private static final int MAX_DIGITS = 30;

    private final List<String> problems = new ArrayList<>();

    private PriceSettings() {}

    static Map<String, Price> read(JsonObject models, Map<String, Price> base) {
        PriceSettings reader = new PriceSettings();
        Map<String, Price> prices = new LinkedHashMap<>(base);
        for (Map.Entry<String, JsonElement> model : models.entrySet()) {
            Price price = reader.price("prices." + model.getKey(), model.getValue());
            if (price != null) {
                prices.put(model.getKey(), price);
            }
        }
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(reader.problems);
        }
        return prices;
    }

    private @Nullable Price price(String path, JsonElement value) {
        if (!(value instanceof JsonObject object)) {
            problems.add(path + ": expected an object, found " + shown(value));
            return null;
        }
        int before = problems.size();
        for (String name : object.keySet()) {
            if (!NAMES.contains(name)) {
                problems.add(path + "." + name + ": unknown key; allowed: " + String.join(", ", NAMES));
            }
        }
        if (!object.has("input")) {
            problems.add(path + ".input: expected " + AMOUNT + ", found nothing");
        }
        BigDecimal input = amount(path, object, "input", BigDecimal.ZERO);
        BigDecimal output = amount(path, object, "output", BigDecimal.ZERO);
        BigDecimal cachedInput = amount(path, object, "cached_input", input);
        BigDecimal cacheWrite = amount(path, object, "cache_write", input);
        LocalDate asOf = date(path + ".as_of", object.get("as_of"));
        String source = source(path + ".source", object.get("source"));
        return problems.size() > before ? null : new Price(input, output, cachedInput, cacheWrite, asOf, source);
    }

    private BigDecimal amount(String path, JsonObject object, String name, BigDecimal absent) {
        JsonElement value = object.get(name);
        if (value == null) {
            return absent;
        }
        BigDecimal amount = decimal(value);
        if (amount == null) {
            problems.add(path + "." + name + ": expected " + AMOUNT + ", found " + shown(value));
            return absent;
        }
        return amount;
    }

    private static @Nullable BigDecimal decimal(JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive) || primitive.isBoolean()) {
            return null;
        }
        try {
            BigDecimal amount = new BigDecimal(primitive.getAsString());
            boolean sane = amount.signum() >= 0
                    && amount.precision() <= MAX_DIGITS
                    && Math.abs((long) amount.scale()) <= MAX_DIGITS;
            return sane ? amount : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private LocalDate date(String path, @Nullable JsonElement value) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        if (value == null) {
            return today;
        }
        try {
            return LocalDate.parse(isText(value) ? value.getAsString() : "");
        } catch (DateTimeParseException e) {
            problems.add(path + ": expected a date such as 2026-01-31, found " + shown(value));
            return today;
        }
    }

    private String source(String path, @Nullable JsonElement value) {
        if (value == null) {
            return "settings";
        }
        if (!isText(value)) {
            problems.add(path + ": expected a string, found " + shown(value));
            return "settings";
        }
        return value.getAsString();
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    static String shown(JsonElement value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
