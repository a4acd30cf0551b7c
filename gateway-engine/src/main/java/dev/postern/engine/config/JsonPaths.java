/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

/** Writes the paths by which problems name their place. */
public final class JsonPaths {
    private JsonPaths() {}

    /** Returns the path of a member; a name that is not plain stands in brackets and quotes. */
    public static String member(String parent, String name) {
        if (!isPlain(name)) {
            return parent + "[" + Found.quoted(name) + "]";
        }
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** Returns the path of an element, counted from 0. */
    public static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean plain = letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
            if (!plain) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= Found.MAX_LENGTH && !Found.looksLikeCredential(name);
    }
}
