/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Carries HTTP headers in order; names are kept in lower case and may repeat. */
public final class Headers {
    private static final Headers EMPTY = new Headers(List.of());

    private final List<String> namesAndValues;

    private Headers(List<String> namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** Returns no headers. */
    public static Headers empty() {
        return EMPTY;
    }

    /** Returns one header. */
    public static Headers of(String name, String value) {
        return builder().add(name, value).build();
    }

    /** Starts a new set of headers. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the first value of a header, whatever the case of its name. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(find(name));
    }

    private @Nullable String find(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                return namesAndValues.get(i + 1);
            }
        }
        return null;
    }

    /** Passes every name and value on, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            action.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    /** Returns how many headers there are, repeated ones counted each. */
    public int size() {
        return namesAndValues.size() / 2;
    }

    /** Starts from these headers. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.namesAndValues.addAll(namesAndValues);
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && namesAndValues.equals(that.namesAndValues);
    }

    @Override
    public int hashCode() {
        return namesAndValues.hashCode();
    }

    /** Names only: values may be credentials. */
    @Override
    public String toString() {
        StringBuilder names = new StringBuilder("Headers[");
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            names.append(i == 0 ? "" : ", ").append(namesAndValues.get(i));
        }
        return names.append(']').toString();
    }

    /** Collects headers; not thread-safe. */
    public static final class Builder {
        private final List<String> namesAndValues = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a header beside any of the same name.
         *
         * @throws IllegalArgumentException if the name is no HTTP token or the value has a control character
         */
        public Builder add(String name, String value) {
            requireToken(name);
            requireFieldValue(name, value);
            namesAndValues.add(name.toLowerCase(Locale.ROOT));
            namesAndValues.add(value);
            return this;
        }

        /** Adds a header in place of any of the same name. */
        public Builder set(String name, String value) {
            for (int i = namesAndValues.size() - 2; i >= 0; i -= 2) {
                if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                    namesAndValues.remove(i + 1);
                    namesAndValues.remove(i);
                }
            }
            return add(name, value);
        }

        /** Returns the headers collected so far. */
        public Headers build() {
            return namesAndValues.isEmpty() ? EMPTY : new Headers(List.copyOf(namesAndValues));
        }

        private static void requireToken(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c <= ' ' || c >= 0x7f || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
                    throw new IllegalArgumentException("a header name must be an HTTP token");
                }
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a header name must not be empty");
            }
        }

        private static void requireFieldValue(String name, String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if ((c < ' ' && c != '\t') || c == 0x7f) {
                    throw new IllegalArgumentException("header " + name + ": its value has a control character");
                }
            }
        }
    }
}
