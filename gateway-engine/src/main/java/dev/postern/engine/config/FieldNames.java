/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that an object may have, each in snake_case, camelCase and its older spellings. */
final class FieldNames {
    private final Collection<String> known;
    private final Map<String, String> spellings = new HashMap<>();
    private final Map<String, String> refused;

    private FieldNames(Collection<String> known, Map<String, String> olderNames, Map<String, String> refused) {
        this.known = known;
        this.refused = refused;
        olderNames.forEach((older, name) -> {
            spellings.put(older, name);
            spellings.put(camelCase(older), name);
        });
        for (String name : known) {
            spellings.put(camelCase(name), name);
        }
        for (String name : known) {
            spellings.put(name, name);
        }
    }

    static FieldNames of(Collection<String> known) {
        return new FieldNames(known, Map.of(), Map.of());
    }

    /**
     * Lists the keys of an object that other gateways know too.
     *
     * @param olderNames the name that each older spelling stands for
     * @param refused keys that we lack on purpose, with the reason
     */
    static FieldNames of(Collection<String> known, Map<String, String> olderNames, Map<String, String> refused) {
        return new FieldNames(known, olderNames, refused);
    }

    /** Returns the one name of a key, however it is spelled; null where it is unknown. */
    @Nullable
    String find(String written) {
        return spellings.get(written);
    }

    /** Says what is wrong with a key that is unknown. */
    String problem(String written) {
        String snakeCase = snakeCase(written);
        String reason = refused.get(snakeCase);
        if (reason != null) {
            return reason;
        }
        return NearestName.of(snakeCase, known)
                .map(name -> "unknown key; did you mean " + name + "?")
                .orElse("unknown key");
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            boolean hump = i > 0 && name.charAt(i - 1) == '_';
            if (name.charAt(i) != '_') {
                camel.append(hump ? Character.toUpperCase(name.charAt(i)) : name.charAt(i));
            }
        }
        return camel.toString();
    }

    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 2);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
                snake.append('_');
            }
            snake.append(c == '-' ? '_' : Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
