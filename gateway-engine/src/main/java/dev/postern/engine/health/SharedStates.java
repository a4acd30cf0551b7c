/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * States by target, outside the pipelines, so that they survive a change of config and are shared.
 *
 * <p>One that nobody used for an hour is dropped when another one is added; so is the one idle longest where there are too
 * many. Safe for many threads.
 */
final class SharedStates<S extends SharedStates.State> {
    private static final int MAX_STATES = 10_000;
    private static final long IDLE_NANOS = Duration.ofHours(1).toNanos();

    /** A state that knows when it was used. */
    abstract static class State {
        private volatile long usedAt;
        private volatile boolean dropped;

        final void used(long now) {
            usedAt = now;
        }

        /** Returns whether pipelines shall ask for the state that counts now in place of this one. */
        final boolean dropped() {
            return dropped;
        }

        /** Returns whether it may be forgotten. */
        boolean unused() {
            return true;
        }
    }

    private final Map<TargetKey, S> byKey = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final int most;

    SharedStates(LongSupplier nanoTime) {
        this(nanoTime, MAX_STATES);
    }

    SharedStates(LongSupplier nanoTime, int most) {
        this.nanoTime = nanoTime;
        this.most = most;
    }

    S get(TargetKey key, Function<TargetKey, S> make) {
        S known = byKey.get(key);
        if (known == null) {
            makeRoom();
            known = byKey.computeIfAbsent(key, make);
        }
        known.used(nanoTime.getAsLong());
        return known;
    }

    Map<TargetKey, S> all() {
        return byKey;
    }

    private void makeRoom() {
        long now = nanoTime.getAsLong();
        byKey.forEach((key, state) -> {
            if (state.unused() && now - usedAt(state) >= IDLE_NANOS) {
                drop(key, state);
            }
        });
        while (byKey.size() >= most && dropIdlest(now, byKey.entrySet())) {
            // one at a time, until there is room
        }
    }

    private boolean dropIdlest(long now, Collection<Map.Entry<TargetKey, S>> entries) {
        return entries.stream()
                .filter(entry -> entry.getValue().unused())
                .max(Comparator.comparingLong(entry -> now - usedAt(entry.getValue())))
                .map(entry -> drop(entry.getKey(), entry.getValue()))
                .orElse(false);
    }

    private static long usedAt(State state) {
        return state.usedAt;
    }

    private boolean drop(TargetKey key, S state) {
        ((State) state).dropped = true;
        return byKey.remove(key, state);
    }
}
