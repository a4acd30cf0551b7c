/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.call;

import dev.postern.api.AttemptReport;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallReport;
import dev.postern.api.Cost;
import dev.postern.api.EventStream;
import dev.postern.api.Trace;
import dev.postern.api.Usage;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Recorder;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a running call: the facts of its report, the streams it holds open, and the stage it is in.
 *
 * <p>Written by the call's own thread almost always; the lock is for stages that use threads of their own.
 */
public final class CallRecord implements Recorder {
    /** A stream and the thread that last had it in hand. */
    private record Opened(EventStream stream, Thread by) {}

    private final Trace trace;
    private final TimeSource time;
    private final long startedAt;
    // Lists of their own only once there is something to note: an answer out of a cache has neither.
    private List<AttemptReport> attempts = List.of();
    private List<Opened> openStreams = List.of();
    private Map<String, String> attributes = Map.of();
    private CacheStatus cacheStatus = CacheStatus.DISABLED;
    private final Body asked;
    private @Nullable String served;
    private @Nullable Usage usage;
    private @Nullable Cost cost;
    private @Nullable CachedAnswer replayed;
    private int retries;
    private int retriesInAll;
    private long firstChunkAt;
    private long endedAt;
    private volatile @Nullable Object stage;

    /** Opens the record of a call that begins now; {@code asked} names the model asked for, if any. */
    public CallRecord(Trace trace, Body asked, TimeSource time) {
        this.trace = trace;
        this.asked = asked;
        this.time = time;
        this.startedAt = time.nanoTime();
    }

    @Override
    public synchronized void attempt(AttemptReport attempt) {
        if (attempts.isEmpty()) {
            attempts = new ArrayList<>(2);
        }
        attempts.add(attempt);
        replayed = null;
    }

    @Override
    public synchronized int retry() {
        return ++retriesInAll;
    }

    @Override
    public synchronized void retries(int count) {
        retries = count;
    }

    @Override
    public synchronized void model(String name) {
        served = name;
    }

    @Override
    public synchronized void usage(Usage reported, @Nullable Cost price) {
        usage = reported;
        cost = price;
    }

    @Override
    public synchronized void cacheStatus(CacheStatus status) {
        cacheStatus = status;
    }

    @Override
    public synchronized void put(String key, String value) {
        if (attributes.isEmpty()) {
            attributes = new LinkedHashMap<>();
        }
        attributes.put(key, value);
    }

    /** Notes that a cache answers; a later attempt takes that back. */
    public synchronized void replayed(CachedAnswer answer) {
        replayed = answer;
    }

    /** Returns the answer that a cache gave, or null where the answer is new. */
    public synchronized @Nullable CachedAnswer replayed() {
        return replayed;
    }

    /** Notes that the first event of a stream is there. */
    public synchronized void firstChunk() {
        firstChunkAt = time.nanoTime();
    }

    /** Closes the record; the times of later reports stand still. Returns false if it was closed before. */
    public synchronized boolean end() {
        if (endedAt != 0) {
            return false;
        }
        endedAt = Math.max(1, time.nanoTime() - startedAt);
        return true;
    }

    /** Returns whether any attempt may have reached its provider. */
    public synchronized boolean sent() {
        for (AttemptReport attempt : attempts) {
            if (attempt.sent()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the facts as they stand. */
    public synchronized CallReport report() {
        AttemptReport last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        long upstream = 0;
        for (AttemptReport attempt : attempts) {
            upstream += attempt.duration().toNanos();
        }
        return new CallReport(
                trace,
                last == null ? null : last.provider(),
                last == null ? "config" : last.target(),
                model(),
                attempts,
                retries,
                cacheStatus,
                Optional.ofNullable(usage),
                Optional.ofNullable(cost),
                Duration.ofNanos(endedAt == 0 ? time.nanoTime() - startedAt : endedAt),
                firstChunkAt == 0 ? null : Duration.ofNanos(firstChunkAt - startedAt),
                Duration.ofNanos(upstream),
                attributes());
    }

    /** Finds the model where it is asked for, since few who call ever look. */
    private @Nullable String model() {
        String replayedModel = replayed == null ? null : model(replayed.body());
        if (replayedModel != null) {
            return replayedModel;
        }
        return served == null ? model(asked) : served;
    }

    private static @Nullable String model(Body body) {
        return body.json().get("model").string().orElse(null);
    }

    private Map<String, String> attributes() {
        Cost saved = replayed == null ? null : replayed.cost();
        if (saved == null && attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, String> all = new LinkedHashMap<>(attributes);
        if (saved != null) {
            all.put("saved_cost", saved.toString());
        }
        return Collections.unmodifiableMap(all);
    }

    /** Notes which stage the call's thread is in; returns the one it was in before. */
    public @Nullable Object enter(@Nullable Object now) {
        Object before = stage;
        stage = now;
        return before;
    }

    /** Returns the stage that the call's thread is in, for the warning about one that does not come back. */
    public @Nullable Object stage() {
        return stage;
    }

    /**
     * Notes that a provider's stream was opened for this call, or handed up, by the present thread. Closes it where the call
     * has ended: then nobody is left to take it, as with the slower one of two targets that were asked at once.
     */
    public void opened(EventStream stream) {
        synchronized (this) {
            if (endedAt == 0) {
                if (openStreams.isEmpty()) {
                    openStreams = new ArrayList<>(1);
                }
                openStreams.add(new Opened(stream, Thread.currentThread()));
                return;
            }
        }
        stream.close();
    }

    /** Returns how many streams the present thread has opened that {@link #openedSince} has not taken out. */
    public synchronized int openStreams() {
        if (openStreams.isEmpty()) {
            return 0;
        }
        Thread thread = Thread.currentThread();
        int count = 0;
        for (Opened open : openStreams) {
            count += open.by.equals(thread) ? 1 : 0;
        }
        return count;
    }

    /**
     * Takes out the streams that the present thread opened after it had {@code mark} of them.
     *
     * <p>Only its own: a stage may try several targets at once, and what the others opened is none of this one's.
     */
    public synchronized List<EventStream> openedSince(int mark) {
        Thread thread = Thread.currentThread();
        List<EventStream> taken = new ArrayList<>(1);
        int seen = 0;
        for (Iterator<Opened> all = openStreams.iterator(); all.hasNext(); ) {
            Opened open = all.next();
            if (open.by.equals(thread) && ++seen > mark) {
                taken.add(open.stream);
                all.remove();
            }
        }
        return taken;
    }

    /** Takes out all streams, whoever opened them; for the end of the chain. */
    public synchronized List<EventStream> openedByAll() {
        if (openStreams.isEmpty()) {
            return List.of();
        }
        List<EventStream> taken = new ArrayList<>(openStreams.size());
        openStreams.forEach(open -> taken.add(open.stream));
        openStreams.clear();
        return taken;
    }
}
