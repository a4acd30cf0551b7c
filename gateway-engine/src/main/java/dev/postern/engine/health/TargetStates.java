/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.api.TargetHealth;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The breakers and limits of all targets of one gateway; they outlive every config. */
public final class TargetStates {
    private static final int MAX_WAITING = 64;
    private static final Duration MAX_WAIT = Duration.ofMillis(100);

    /** A limit on what is under way at a target. */
    static final class Limit extends SharedStates.State {
        private final ConcurrencyLimit places;

        Limit(ConcurrencyLimit places) {
            this.places = places;
        }

        ConcurrencyLimit places() {
            return places;
        }

        @Override
        boolean unused() {
            return places.inFlight() == 0;
        }
    }

    private final TimeSource time;
    private final SharedStates<Breaker> breakers;
    private final SharedStates<Limit> limits;

    /** Starts without any. */
    public TargetStates(TimeSource time) {
        this.time = time;
        this.breakers = new SharedStates<>(time::nanoTime);
        this.limits = new SharedStates<>(time::nanoTime);
    }

    Breaker breaker(TargetKey key) {
        return breakers.get(key, k -> new Breaker(time));
    }

    Limit limit(TargetKey key, int most) {
        return limits.get(key.ofAllModels(), k -> new Limit(new ConcurrencyLimit(most, MAX_WAITING, MAX_WAIT, time)));
    }

    /** Returns what the breakers know, ordered by provider, host and model. */
    public List<TargetHealth> health() {
        return breakers.all().entrySet().stream()
                .map(entry -> entry.getValue().health(entry.getKey()))
                .sorted(Comparator.comparing(TargetHealth::provider)
                        .thenComparing(TargetHealth::host)
                        .thenComparing(health -> String.valueOf(health.model())))
                .toList();
    }
}
