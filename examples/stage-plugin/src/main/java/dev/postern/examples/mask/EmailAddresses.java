/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.mask;

/** Finds what looks like an e-mail address: {@code local@host.domain}, in ASCII, without a regular expression. */
final class EmailAddresses {
    private EmailAddresses() {}

    /** Replaces every address; returns the text itself where there is none. */
    static String replace(String text, String by) {
        int at = text.indexOf('@');
        if (at < 0) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (; at >= 0; at = text.indexOf('@', at + 1)) {
            int start = localStart(text, at, copied);
            int end = hostEnd(text, at);
            if (start < at && end > at) {
                masked.append(text, copied, start).append(by);
                copied = end;
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static int localStart(String text, int at, int from) {
        int start = at;
        while (start > from
                && (isAlphanumeric(text.charAt(start - 1)) || "._%+-".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }

    /** Returns the end of the host behind an {@code @}; the place of the {@code @} where there is no host with a dot. */
    private static int hostEnd(String text, int at) {
        int end = at + 1;
        int lastDot = -1;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean dot = c == '.' && end > at + 1 && end + 1 < text.length() && isAlphanumeric(text.charAt(end + 1));
            if (dot) {
                lastDot = end;
            } else if (!isAlphanumeric(c) && c != '-') {
                break;
            }
            end++;
        }
        return lastDot > 0 ? end : at;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
