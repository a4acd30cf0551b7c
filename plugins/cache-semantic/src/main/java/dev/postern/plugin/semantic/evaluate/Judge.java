/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic.evaluate;

import dev.postern.plugin.semantic.guard.English;
import dev.postern.plugin.semantic.guard.Guards;
import dev.postern.plugin.semantic.guard.Reading;
import dev.postern.plugin.semantic.guard.TimeWords;
import dev.postern.plugin.semantic.index.Unit;
import dev.postern.spi.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Does with pairs what the cache does with calls, its default settings given. */
final class Judge {
    private static final int MAX_TOKENS = 100;

    private final Embedder embedder;
    private final Set<String> guardsOff;
    private final TimeWords timeWords = new TimeWords(TimeWords.DEFAULT);

    Judge(Embedder embedder, Set<String> guardsOff) {
        this.embedder = embedder;
        this.guardsOff = guardsOff;
    }

    /** Judges all pairs; tells after each how many are done. */
    List<Judged> judge(List<LabelledPair> pairs, IntConsumer done) {
        List<Judged> judged = new ArrayList<>(pairs.size());
        for (LabelledPair pair : pairs) {
            judged.add(judge(pair));
            done.accept(judged.size());
        }
        return judged;
    }

    private Judged judge(LabelledPair pair) {
        if (!isAsked(pair.one()) || !isAsked(pair.other())) {
            return new Judged(pair, similarity(pair), Judged.NOT_ASKED);
        }
        return new Judged(pair, similarity(pair), refusal(pair.other(), pair.one()));
    }

    private double similarity(LabelledPair pair) {
        float[] one = vector(pair.one());
        float[] other = vector(pair.other());
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    float[] vector(String text) {
        return Unit.of(embedder.embed(Offline.call(), text));
    }

    @Nullable
    String refusal(String asked, String stored) {
        return Guards.refusal(Reading.of(asked), Reading.of(stored), guardsOff);
    }

    boolean isAsked(String text) {
        return English.recognises(text) && !timeWords.in(text) && embedder.tokens(text) <= MAX_TOKENS;
    }
}
