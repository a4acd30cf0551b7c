/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Resolves {@code ${env:NAME}}, where whoever wrote the config may use it. */
final class Variables {
    private static final String BEGIN = "${env:";

    private final Trust trust;
    private final Function<String, Optional<String>> environment;
    private final Problems problems;

    Variables(Trust trust, Function<String, Optional<String>> environment, Problems problems) {
        this.trust = trust;
        this.environment = environment;
        this.problems = problems;
    }

    /** Returns the text itself, or the value of the variable that it names; null where a problem was noted. */
    @Nullable
    String resolve(String path, String text) {
        if (!text.contains(BEGIN)) {
            return text;
        }
        if (trust != Trust.OPERATOR) {
            problems.add(path, "${env:…} is allowed only in the operator's own configs");
            return null;
        }
        String variable = variable(text);
        if (variable == null) {
            problems.add(path, "expected ${env:NAME} as the whole value, of letters, digits and _");
            return null;
        }
        Optional<String> value = environment.apply(variable);
        if (value.isEmpty()) {
            problems.add(path, "environment variable " + Found.shortened(variable) + " is not set");
        }
        return value.orElse(null);
    }

    /** Returns the name of the variable that a text asks for; null where it asks for none. */
    static @Nullable String variable(String text) {
        if (!text.startsWith(BEGIN) || !text.endsWith("}")) {
            return null;
        }
        String name = text.substring(BEGIN.length(), text.length() - 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return null;
            }
        }
        return name.isEmpty() ? null : name;
    }
}
