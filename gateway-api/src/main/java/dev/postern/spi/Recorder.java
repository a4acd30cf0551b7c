/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.AttemptReport;
import dev.postern.api.CacheStatus;
import dev.postern.api.Cost;
import dev.postern.api.Usage;
import org.jspecify.annotations.Nullable;

/** Collects what the report on a call will say; safe for many threads. */
public interface Recorder {
    /** Adds one attempt, once it has an answer, a first event or an error. */
    void attempt(AttemptReport attempt);

    /** Notes that a target is tried again; returns how many retries the call has made in all, this one included. */
    int retry();

    /** Sets how the retries of the last target went: 0 none needed, n the n-th succeeded, -1 used up. */
    void retries(int count);

    /** Sets which model answered. */
    void model(String name);

    /** Sets the tokens used and, where the price is known, their cost; the last report counts. */
    void usage(Usage usage, @Nullable Cost cost);

    /** Sets what the caches did. */
    void cacheStatus(CacheStatus status);

    /** Adds a fact of a stage's own; {@code key} is best prefixed by the stage's id. */
    void put(String key, String value);
}
