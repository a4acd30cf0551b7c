/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.guard.English;
import dev.postern.plugin.semantic.guard.Guards;
import dev.postern.plugin.semantic.guard.Reading;
import dev.postern.plugin.semantic.guard.Thresholds;
import dev.postern.plugin.semantic.index.Unit;
import dev.postern.plugin.semantic.index.VectorIndex.Found;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.Embedder;
import dev.postern.spi.Recorder;
import dev.postern.spi.TimeSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a request into something that can be compared, and compares it: threshold, then guards. */
final class Lookup {
    /** No token is longer than this many characters on average; what exceeds it is too long without being counted. */
    private static final int CHARACTERS_A_TOKEN = 16;

    /** Tokens a word, where only the provider could count them: rather too many than too few. */
    private static final double TOKENS_A_WORD = 1.5;

    private final SemanticStore store;
    private final Embedders embedders;
    private final Experience experience;
    private final SemanticCounters counters;
    private final TimeSource time;

    Lookup(
            SemanticStore store,
            Embedders embedders,
            Experience experience,
            SemanticCounters counters,
            TimeSource time) {
        this.store = store;
        this.embedders = embedders;
        this.experience = experience;
        this.counters = counters;
        this.time = time;
    }

    /** Returns the embedder of the settings. */
    Embedder embedder(SemanticSettings settings) {
        return embedders.get(settings.embedder());
    }

    /** Returns the text to compare, or null where the call is the exact cache's alone. */
    @Nullable
    String question(CacheRequest request, SemanticSettings settings, Embedder embedder) {
        String text = Eligibility.question(request, settings);
        boolean comparable = text != null
                && text.length() <= settings.maxTokens() * CHARACTERS_A_TOKEN
                && English.recognises(text)
                && !settings.timeWords().in(text)
                && tokens(embedder, text) <= settings.maxTokens();
        return comparable ? text : null;
    }

    private static double tokens(Embedder embedder, String text) {
        int counted = embedder.tokens(text);
        return counted >= 0 ? counted : TOKENS_A_WORD * text.split("\\s+", -1).length;
    }

    /** Embeds a text; what the embedder throws passes through, and counts as a failure. */
    Asked.Vector embed(CacheRequest request, Embedder embedder, String text) {
        long start = time.nanoTime();
        try {
            return new Asked.Vector(Unit.of(embedder.embed(request.call(), text)));
        } catch (RuntimeException e) {
            counters.embeddingFailed();
            throw e;
        } finally {
            counters.embedded(time.nanoTime() - start);
        }
    }

    /** Returns the entry whose answer serves this text too, or null. */
    @Nullable
    Entry compare(CacheRequest request, SemanticSettings settings, String model, Asked asked) {
        double threshold = settings.threshold(model);
        List<Found<Entry>> near = store.nearest(
                asked.partition(), asked.vector().numbers(), threshold - Thresholds.FLOOR_BELOW, settings.candidates());
        Recorder recorder = request.call().recorder();
        long now = time.nanoTime();
        Reading reading = near.isEmpty() ? null : Reading.of(asked.text());
        for (Found<Entry> found : near) {
            Entry entry = found.item();
            if (reading == null || !isFresh(entry, request, now)) {
                continue;
            }
            if (found.similarity() < Math.min(1 - 1e-6, threshold + experience.bar(entry))) {
                continue;
            }
            String refusal = Guards.refusal(reading, Reading.of(entry.text()), settings.guardsOff());
            if (refusal == null) {
                recorder.put("semantic.similarity", String.format(Locale.ROOT, "%.4f", found.similarity()));
                return entry;
            }
            counters.refused(refusal);
            recorder.put("semantic.refused_by", refusal);
        }
        return null;
    }

    /** Returns whether an entry may still be served under the asking config's age. */
    boolean isFresh(Entry entry, CacheRequest request, long now) {
        if (entry.hasExpired(now)) {
            store.remove(entry);
            return false;
        }
        return !entry.isRemoved() && entry.age(now) <= request.maxAge().toNanos();
    }
}
