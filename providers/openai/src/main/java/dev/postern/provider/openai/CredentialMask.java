/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

/** Hides what looks like a credential: providers repeat a wrong key in their error messages. */
final class CredentialMask {
    private static final String[] PREFIXES = {"sk-", "esecret_", "pst_", "gsk_", "key-", "AIza", "Bearer ", "Basic "};

    /** Shorter ones are words: {@code sk-learn}. */
    private static final int MIN_SECRET_LENGTH = 8;

    private static final String MASK = "***";

    private CredentialMask() {}

    static String apply(String text) {
        StringBuilder masked = null;
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int prefix = prefixLength(text, at);
            int end = prefix == 0 ? at : secretEnd(text, at + prefix);
            if (prefix == 0 || end - at - prefix < MIN_SECRET_LENGTH) {
                at += Math.max(1, prefix);
                continue;
            }
            if (masked == null) {
                masked = new StringBuilder(text.length());
            }
            masked.append(text, copied, at + prefix).append(MASK);
            at = end;
            copied = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    private static int prefixLength(String text, int at) {
        if (at > 0 && isSecretCharacter(text.charAt(at - 1)) && text.charAt(at - 1) != '=') {
            return 0;
        }
        for (String prefix : PREFIXES) {
            if (text.regionMatches(true, at, prefix, 0, prefix.length())) {
                return prefix.length();
            }
        }
        return 0;
    }

    private static int secretEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isSecretCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a character occurs in keys and tokens; stars are what providers put in the middle of a shortened key. */
    private static boolean isSecretCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_*+/=~".indexOf(c) >= 0;
    }
}
