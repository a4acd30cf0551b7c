/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells in few words what stood where something else was expected, and never tells a credential. */
public final class Found {
    static final int MAX_LENGTH = 40;

    private static final Set<String> SECRET_WORDS = Set.of(
            "apikey",
            "auth",
            "authorization",
            "bearer",
            "cookie",
            "credential",
            "credentials",
            "key",
            "password",
            "secret",
            "token");

    // A key that went into the wrong field; the first two are OpenAI's and Anyscale's, the third is the gateway's own.
    private static final List<String> SECRET_BEGINNINGS = List.of("sk-", "esecret_", "pst_", "bearer ");

    private Found() {}

    /** Describes the value of a key: its kind alone where the key is one for secrets. */
    public static String describe(String key, JsonElement value) {
        if (value.isJsonNull()) {
            return "null";
        }
        if (value.isJsonArray()) {
            return value.getAsJsonArray().isEmpty() ? "[]" : "a list";
        }
        if (!(value instanceof JsonPrimitive primitive)) {
            return value.getAsJsonObject().isEmpty() ? "{}" : "an object";
        }
        if (primitive.isString()) {
            return isForSecrets(key) ? "a string" : quoted(primitive.getAsString());
        }
        if (isForSecrets(key)) {
            return primitive.isNumber() ? "a number" : "true or false";
        }
        return shortened(primitive.getAsString());
    }

    /** Puts a text in quotes, shortened. */
    public static String quoted(String text) {
        return looksLikeCredential(text) ? "what looks like a credential" : '"' + shortened(text) + '"';
    }

    /** Cuts a text and shows its control characters as question marks. */
    public static String shortened(String text) {
        if (looksLikeCredential(text)) {
            return "***";
        }
        int end = Math.min(text.length(), MAX_LENGTH);
        StringBuilder line = new StringBuilder(MAX_LENGTH + 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return line.append(end < text.length() ? "…" : "").toString();
    }

    static boolean looksLikeCredential(String text) {
        return SECRET_BEGINNINGS.stream()
                .anyMatch(beginning -> text.regionMatches(true, 0, beginning, 0, beginning.length()));
    }

    private static boolean isForSecrets(String key) {
        int from = 0;
        String name = key.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '_' || name.charAt(i) == '-') {
                if (SECRET_WORDS.contains(name.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }
}
