/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.AttemptReport;
import dev.postern.api.CacheStatus;
import dev.postern.api.Cost;
import dev.postern.api.Usage;
import dev.postern.spi.Recorder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the facts that stages note on a call, for tests to read back. Safe for many threads. */
public final class RecordingRecorder implements Recorder {
    private final List<AttemptReport> attempts = new CopyOnWriteArrayList<>();
    private final Map<String, String> facts = new ConcurrentHashMap<>();
    private final AtomicInteger retried = new AtomicInteger();
    private volatile int retries;
    private volatile @Nullable String model;
    private volatile @Nullable Usage usage;
    private volatile @Nullable Cost cost;
    private volatile @Nullable CacheStatus cacheStatus;

    /** Creates a recorder that knows nothing yet. */
    public RecordingRecorder() {}

    @Override
    public void attempt(AttemptReport attempt) {
        attempts.add(attempt);
    }

    @Override
    public int retry() {
        return retried.incrementAndGet();
    }

    @Override
    public void retries(int count) {
        retries = count;
    }

    @Override
    public void model(String name) {
        model = name;
    }

    @Override
    public void usage(Usage tokens, @Nullable Cost price) {
        usage = tokens;
        cost = price;
    }

    @Override
    public void cacheStatus(CacheStatus status) {
        cacheStatus = status;
    }

    @Override
    public void put(String key, String value) {
        facts.put(key, value);
    }

    /** Returns the attempts in the order in which they were noted. */
    public List<AttemptReport> attempts() {
        return List.copyOf(attempts);
    }

    /** Returns how often {@link #retry()} was noted. */
    public int retried() {
        return retried.get();
    }

    /** Returns how the retries of the last target went; 0 unless noted. */
    public int retries() {
        return retries;
    }

    /** Returns which model answered. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** Returns the tokens of the last report. */
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    /** Returns the cost of the last report, empty too where that had none. */
    public Optional<Cost> cost() {
        return Optional.ofNullable(cost);
    }

    /** Returns what the caches did. */
    public Optional<CacheStatus> cacheStatus() {
        return Optional.ofNullable(cacheStatus);
    }

    /** Returns the facts of stages by key. */
    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }
}
