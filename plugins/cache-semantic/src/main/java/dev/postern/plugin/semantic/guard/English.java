/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

/**
 * Recognises English well enough to say that an English model may judge a text.
 *
 * <p>It errs to the safe side: short texts without any of the words that hold English sentences together are not
 * recognised.
 */
public final class English {
    private English() {}

    /** Returns whether a text is English: in Latin letters, with English function words and more of them than others. */
    public static boolean recognises(String text) {
        int letters = 0;
        int beyondAscii = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                if (c > 0x24f) {
                    return false;
                }
                beyondAscii += c > 0x7f ? 1 : 0;
            }
        }
        return letters > 0 && beyondAscii * 12 <= letters && hasEnglishWords(text);
    }

    private static boolean hasEnglishWords(String text) {
        int english = 0;
        int foreign = 0;
        for (Token token : Tokens.of(text)) {
            if (token.isWord()) {
                english += FunctionWords.isEnglish(token.word()) ? 1 : 0;
                foreign += FunctionWords.isForeign(token.word()) ? 1 : 0;
            }
        }
        return english > foreign;
    }
}
