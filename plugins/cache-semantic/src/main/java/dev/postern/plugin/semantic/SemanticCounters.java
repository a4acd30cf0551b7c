/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.plugin.semantic.guard.Guards;
import dev.postern.spi.CachedAnswer;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** What the semantic cache of one gateway has done since it started; safe for many threads. */
public final class SemanticCounters {
    private final LongAdder lookups = new LongAdder();
    private final LongAdder notAsked = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder exactHits = new LongAdder();
    private final LongAdder wouldBeHits = new LongAdder();
    private final LongAdder wouldBeRight = new LongAdder();
    private final LongAdder embeddingFailures = new LongAdder();
    private final LongAdder embeddingNanos = new LongAdder();
    private final LongAdder savedTokens = new LongAdder();
    private final LongAdder savedNanos = new LongAdder();
    private final Map<String, LongAdder> refusals = new LinkedHashMap<>();
    private final Map<String, BigDecimal> savedCost = new TreeMap<>();
    private final ReentrantLock money = new ReentrantLock();

    SemanticCounters() {
        Guards.ids().forEach(id -> refusals.put(id, new LongAdder()));
    }

    /**
     * The counts at one moment.
     *
     * @param lookups calls that were looked up here, after the exact cache had nothing
     * @param notAsked calls that are the exact cache's alone: too long, not English, time-dependent, images
     * @param hits look-ups that were answered
     * @param exactHits calls whose answer, found here once or kept here, the exact cache gave
     * @param wouldBeHits hits in shadow mode, which were not served
     * @param wouldBeRight those of them whose fresh answer agreed
     * @param embeddingFailures look-ups that ended because there was no vector
     * @param embeddingNanos the time spent in the embedder, in nanoseconds
     * @param refusals by guard, candidates that it refused
     * @param savedTokens the tokens of answers served
     * @param savedCost by currency, what the answers served had cost
     * @param savedNanos the time that the answers served had taken to make, where that is known, in nanoseconds
     */
    public record Snapshot(
            long lookups,
            long notAsked,
            long hits,
            long exactHits,
            long wouldBeHits,
            long wouldBeRight,
            long embeddingFailures,
            long embeddingNanos,
            Map<String, Long> refusals,
            long savedTokens,
            Map<String, BigDecimal> savedCost,
            long savedNanos) {
        /** Returns the share of look-ups that were answered, 0 to 1. */
        public double hitRate() {
            return lookups == 0 ? 0 : (double) hits / lookups;
        }

        /** Returns the share of all calls that either cache answered among those that came to a cache, 0 to 1. */
        public double hitRateWithExact() {
            long calls = lookups + notAsked + exactHits;
            return calls == 0 ? 0 : (double) (hits + exactHits) / calls;
        }
    }

    void lookup() {
        lookups.increment();
    }

    void notAsked() {
        notAsked.increment();
    }

    void refused(String guard) {
        LongAdder count = refusals.get(guard);
        if (count != null) {
            count.increment();
        }
    }

    void embedded(long nanos) {
        embeddingNanos.add(nanos);
    }

    void embeddingFailed() {
        embeddingFailures.increment();
    }

    void hit(CachedAnswer answer, long nanosToMake) {
        hits.increment();
        savedNanos.add(nanosToMake);
        if (answer.usage() != null) {
            savedTokens.add(answer.usage().totalTokens());
        }
        if (answer.cost() != null) {
            money.lock();
            try {
                savedCost.merge(answer.cost().currency(), answer.cost().amount(), BigDecimal::add);
            } finally {
                money.unlock();
            }
        }
    }

    void exactHit() {
        exactHits.increment();
    }

    void wouldBeHit() {
        wouldBeHits.increment();
    }

    void wouldBeRight() {
        wouldBeRight.increment();
    }

    /** Returns the counts as they stand. */
    public Snapshot snapshot() {
        Map<String, Long> refused = new LinkedHashMap<>();
        refusals.forEach((guard, count) -> refused.put(guard, count.sum()));
        Map<String, BigDecimal> cost;
        money.lock();
        try {
            cost = Map.copyOf(savedCost);
        } finally {
            money.unlock();
        }
        return new Snapshot(
                lookups.sum(),
                notAsked.sum(),
                hits.sum(),
                exactHits.sum(),
                wouldBeHits.sum(),
                wouldBeRight.sum(),
                embeddingFailures.sum(),
                embeddingNanos.sum(),
                Collections.unmodifiableMap(refused),
                savedTokens.sum(),
                cost,
                savedNanos.sum());
    }
}
