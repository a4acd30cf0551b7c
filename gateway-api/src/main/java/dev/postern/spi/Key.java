/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key of a plugin's settings: its name, its type with the range allowed, and its default.
 *
 * @param <T> the type of its values
 */
public final class Key<T> {
    private final String name;
    private final String expected;
    /** Reads a value, or returns null where it is not of the expected form. */
    private final Function<JsonElement, @Nullable T> reader;

    private final @Nullable T absent;
    private final boolean required;

    private Key(
            String name,
            String expected,
            Function<JsonElement, @Nullable T> reader,
            @Nullable T absent,
            boolean required) {
        this.name = Objects.requireNonNull(name, "name");
        this.expected = expected;
        this.reader = reader;
        this.absent = absent;
        this.required = required;
    }

    /** A key that holds a text. */
    public static Key<String> string(String name) {
        return new Key<>(name, "a string", value -> isString(value) ? value.getAsString() : null, null, false);
    }

    /** A key that holds one of a few words. */
    public static Key<String> oneOf(String name, List<String> words) {
        return new Key<>(
                name,
                "one of " + String.join(", ", words),
                value -> isString(value) && words.contains(value.getAsString()) ? value.getAsString() : null,
                null,
                false);
    }

    /** A key that holds true or false. */
    public static Key<Boolean> bool(String name) {
        return new Key<>(name, "true or false", Key::readBoolean, null, false);
    }

    /** A key that holds a whole number from {@code min} to {@code max}, both allowed. */
    public static Key<Long> integer(String name, long min, long max) {
        return new Key<>(
                name, "a whole number from " + min + " to " + max, value -> readLong(value, min, max), null, false);
    }

    /** A key that holds a number from {@code min} to {@code max}, both allowed. */
    public static Key<Double> number(String name, double min, double max) {
        return new Key<>(
                name,
                "a number from " + plain(min) + " to " + plain(max),
                value -> readDouble(value, min, max),
                null,
                false);
    }

    /** A key that holds a list of texts. */
    public static Key<List<String>> strings(String name) {
        return new Key<>(name, "a list of strings", Key::readStrings, null, false);
    }

    /** A key that holds a list of whole numbers from {@code min} to {@code max}, both allowed. */
    public static Key<List<Long>> integers(String name, long min, long max) {
        return new Key<>(
                name,
                "a list of whole numbers from " + min + " to " + max,
                value -> readLongs(value, min, max),
                null,
                false);
    }

    /** A key that holds an object, whose inside the plugin checks. */
    public static Key<JsonObject> object(String name) {
        return new Key<>(
                name,
                "an object",
                value -> value.isJsonObject() ? value.getAsJsonObject().deepCopy() : null,
                null,
                false);
    }

    /** A key that holds a list, whose inside the plugin checks. */
    public static Key<JsonArray> array(String name) {
        return new Key<>(
                name,
                "a list",
                value -> value.isJsonArray() ? value.getAsJsonArray().deepCopy() : null,
                null,
                false);
    }

    /** Returns this key with the value that counts where the settings have none. */
    public Key<T> withDefault(T value) {
        return new Key<>(name, expected, reader, value, false);
    }

    /** Returns this key as one that the settings must have. */
    public Key<T> required() {
        return new Key<>(name, expected, reader, null, true);
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns what is allowed, in words that fit behind "expected". */
    public String expected() {
        return expected;
    }

    /** Returns the value that counts where the settings have none. */
    public Optional<T> absent() {
        return Optional.ofNullable(absent);
    }

    /** Returns whether the settings must have it. */
    public boolean isRequired() {
        return required;
    }

    /** Reads a value; empty where it is not what is expected. */
    public Optional<T> read(JsonElement value) {
        return Optional.ofNullable(reader.apply(value));
    }

    @Override
    public String toString() {
        return name + ": " + expected;
    }

    private static boolean isString(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static @Nullable Boolean readBoolean(JsonElement value) {
        return (value instanceof JsonPrimitive primitive && primitive.isBoolean()) ? primitive.getAsBoolean() : null;
    }

    private static @Nullable Long readLong(JsonElement value, long min, long max) {
        BigDecimal number = readDecimal(value);
        if (number == null
                || number.compareTo(BigDecimal.valueOf(min)) < 0
                || number.compareTo(BigDecimal.valueOf(max)) > 0
                || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        return number.longValueExact();
    }

    private static @Nullable Double readDouble(JsonElement value, double min, double max) {
        BigDecimal decimal = readDecimal(value);
        if (decimal == null) {
            return null;
        }
        double number = decimal.doubleValue();
        return number >= min && number <= max ? number : null;
    }

    private static @Nullable BigDecimal readDecimal(JsonElement value) {
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
            return null;
        }
        try {
            BigDecimal number = primitive.getAsBigDecimal();
            return Math.abs((long) number.scale()) > 400 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable List<String> readStrings(JsonElement value) {
        if (!value.isJsonArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            if (!isString(element)) {
                return null;
            }
            texts.add(element.getAsString());
        }
        return List.copyOf(texts);
    }

    private static @Nullable List<Long> readLongs(JsonElement value, long min, long max) {
        if (!value.isJsonArray()) {
            return null;
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            Long number = readLong(element, min, max);
            if (number == null) {
                return null;
            }
            numbers.add(number);
        }
        return List.copyOf(numbers);
    }

    private static String plain(double number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
