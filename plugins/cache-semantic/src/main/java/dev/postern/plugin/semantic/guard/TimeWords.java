/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.guard;

import java.util.List;

/** Finds the words that make an answer good for the moment only. */
public final class TimeWords {
    /** The words unless a config has its own. */
    public static final List<String> DEFAULT = List.of(
            "today",
            "today's",
            "tonight",
            "now",
            "nowadays",
            "currently",
            "current",
            "at present",
            "at the moment",
            "latest",
            "newest",
            "recent",
            "recently",
            "yesterday",
            "tomorrow",
            "this morning",
            "this evening",
            "this week",
            "this weekend",
            "this month",
            "this year",
            "last week",
            "last month",
            "next week",
            "next month",
            "right now",
            "as of",
            "up to date",
            "so far",
            "weather",
            "forecast",
            "news",
            "headlines",
            "stock price",
            "share price",
            "exchange rate",
            "what time is it",
            "what day is it",
            "what's the time",
            "what is the date",
            "live score",
            "upcoming",
            "these days");

    private final Phrases phrases;

    /** Takes words and phrases in place of the default ones. */
    public TimeWords(List<String> words) {
        this.phrases = new Phrases(words);
    }

    /** Returns whether one of them stands in a text. */
    public boolean in(String text) {
        return phrases.in(text);
    }
}
