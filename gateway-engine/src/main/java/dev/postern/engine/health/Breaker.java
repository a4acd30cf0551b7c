/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.api.TargetHealth;
import dev.postern.spi.TimeSource;
import java.time.Duration;

/**
 * Counts how a target's attempts go, and closes the way to one that fails.
 *
 * <p>Shares are counted over the last 30 to 60 seconds. The state is shared by configs whose thresholds may differ; each
 * attempt is judged by its own config's. Safe for many threads.
 */
final class Breaker extends SharedStates.State {
    /** The ticket of an attempt that is not let through. */
    static final long REFUSED = -1;

    private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();

    private final TimeSource time;
    private volatile boolean closed = true;
    private volatile boolean probing;
    private volatile long probeAt;
    private long epoch;
    private int inARow;
    private int failedProbes;
    private long windowAt;
    private long seen;
    private long failed;
    private long seenBefore;
    private long failedBefore;

    Breaker(TimeSource time) {
        this.time = time;
        this.windowAt = time.nanoTime();
    }

    /** Returns whether an attempt that came now would be let through; takes no lock. */
    boolean available() {
        return closed || (!probing && time.nanoTime() - probeAt >= 0);
    }

    /** Lets an attempt through, as the one probe where the breaker was open long enough, or refuses it. */
    synchronized long enter() {
        long now = time.nanoTime();
        used(now);
        if (closed) {
            return ticket(false);
        }
        if (!probing && now - probeAt >= 0) {
            probing = true;
            return ticket(true);
        }
        return REFUSED;
    }

    /** Lets an attempt through an open breaker, since there is no other way. */
    synchronized long force() {
        return ticket(false);
    }

    private long ticket(boolean probe) {
        return epoch << 1 | (probe ? 1 : 0);
    }

    /** Notes how an attempt went; every ticket but {@link #REFUSED} must come back. */
    synchronized void leave(long ticket, BreakerPolicy.Outcome outcome, BreakerPolicy policy) {
        if (ticket >> 1 != epoch) {
            // The breaker has opened or closed since: the outcome tells how the target was before.
            return;
        }
        if (closed) {
            count(outcome, policy);
            return;
        }
        boolean probe = (ticket & 1) == 1;
        if (outcome == BreakerPolicy.Outcome.ANSWERED) {
            close();
        } else if (probe && outcome == BreakerPolicy.Outcome.FAILED) {
            failedProbes++;
            inARow++;
            open(policy);
        } else if (probe) {
            probing = false;
        }
    }

    private void count(BreakerPolicy.Outcome outcome, BreakerPolicy policy) {
        if (outcome == BreakerPolicy.Outcome.UNKNOWN) {
            return;
        }
        roll(time.nanoTime());
        seen++;
        if (outcome == BreakerPolicy.Outcome.ANSWERED) {
            inARow = 0;
            return;
        }
        failed++;
        inARow++;
        if (policy.opens(inARow, failed + failedBefore, seen + seenBefore)) {
            failedProbes = 0;
            open(policy);
        }
    }

    private void roll(long now) {
        long passed = now - windowAt;
        if (passed >= WINDOW_NANOS) {
            boolean adjacent = passed < 2 * WINDOW_NANOS;
            seenBefore = adjacent ? seen : 0;
            failedBefore = adjacent ? failed : 0;
            seen = 0;
            failed = 0;
            windowAt = now;
        }
    }

    private void open(BreakerPolicy policy) {
        epoch++;
        probeAt = time.nanoTime() + policy.openNanos(failedProbes);
        probing = false;
        closed = false;
    }

    private void close() {
        epoch++;
        inARow = 0;
        failedProbes = 0;
        seen = 0;
        failed = 0;
        seenBefore = 0;
        failedBefore = 0;
        windowAt = time.nanoTime();
        closed = true;
        probing = false;
    }

    synchronized TargetHealth health(TargetKey key) {
        long left = closed ? 0 : Math.max(0, probeAt - time.nanoTime());
        TargetHealth.State state =
                closed ? TargetHealth.State.CLOSED : left > 0 ? TargetHealth.State.OPEN : TargetHealth.State.HALF_OPEN;
        return new TargetHealth(key.provider(), key.origin(), key.model(), state, inARow, Duration.ofNanos(left));
    }
}
