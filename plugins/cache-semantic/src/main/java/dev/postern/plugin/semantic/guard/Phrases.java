/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds words and phrases in texts, whatever their case and the marks around them; immutable. */
public final class Phrases {
    private final Map<String, List<List<String>>> byFirstWord = new HashMap<>();

    /** Takes words and phrases. */
    public Phrases(List<String> phrases) {
        for (String phrase : phrases) {
            List<String> words = words(phrase);
            if (!words.isEmpty()) {
                byFirstWord
                        .computeIfAbsent(words.get(0), first -> new ArrayList<>())
                        .add(words);
            }
        }
    }

    private static List<String> words(String text) {
        return Tokens.of(text).stream()
                .filter(token -> token.kind() != Token.Kind.BREAK)
                .map(Token::word)
                .toList();
    }

    /** Returns whether one of them stands in a text. */
    public boolean in(String text) {
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            for (List<String> phrase : byFirstWord.getOrDefault(words.get(i), List.of())) {
                if (i + phrase.size() <= words.size()
                        && words.subList(i, i + phrase.size()).equals(phrase)) {
                    return true;
                }
            }
        }
        return false;
    }
}
