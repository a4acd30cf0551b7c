/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a path of a request may look like, so that no text from outside can bend the request line. */
final class PathRules {
    private PathRules() {}

    /** Returns what is wrong with a path, or null if nothing is. */
    static @Nullable String problem(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return "expected a leading /";
        }
        int query = path.length();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
                return "has a character at position " + i + " that must be percent-encoded";
            }
            if (c == '?' && query == path.length()) {
                query = i;
            }
        }
        return leavesItsFolder(path, query) ? "must not have . or .. as a segment" : null;
    }

    private static boolean leavesItsFolder(String path, int end) {
        for (int start = 1; start <= end; ) {
            int slash = path.indexOf('/', start);
            int segmentEnd = slash < 0 || slash > end ? end : slash;
            if (isDots(path, start, segmentEnd)) {
                return true;
            }
            start = segmentEnd + 1;
        }
        return false;
    }

    // "%2e" counts as a dot: servers decode it before or after they split the path, nobody knows which.
    private static boolean isDots(String path, int start, int end) {
        if (start == end || end - start > 6) {
            return false;
        }
        char first = path.charAt(start);
        if (first != '.' && first != '%') {
            return false;
        }
        String segment = path.substring(start, end).toLowerCase(Locale.ROOT).replace("%2e", ".");
        return segment.equals(".") || segment.equals("..");
    }
}
