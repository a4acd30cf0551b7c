/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.spi.Call;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives out a number of places; who finds none waits a moment, first come, first served, or is refused at once.
 *
 * <p>Refused at once is also who would likely wait in vain, if the calls under way take as long as those before them.
 * Otherwise, under overload, the last in the queue would wait all their time for a refusal. One may always wait, since
 * the guess may be wrong. Safe for many threads.
 */
public final class ConcurrencyLimit {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;
    }

    private final int places;
    private final int maxWaiting;
    private final long maxWaitNanos;
    private final TimeSource time;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
    /** When the last calls began, the n-th at n modulo the number of places. */
    private final AtomicLongArray begun;

    private final AtomicLong entries = new AtomicLong();
    private volatile int waiting;
    private volatile long usualNanos;

    /** Starts with all places free. */
    public ConcurrencyLimit(int places, int maxWaiting, Duration maxWait, TimeSource time) {
        this.places = places;
        this.maxWaiting = maxWaiting;
        this.maxWaitNanos = maxWait.toNanos();
        this.time = time;
        this.begun = new AtomicLongArray(places);
    }

    /** Returns how many places are taken. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Returns how many calls wait for a place. */
    public int waiting() {
        return waiting;
    }

    /**
     * Takes a place; null where there is none for this call.
     *
     * @throws dev.postern.api.GatewayException if the call was ended while it waited
     */
    public @Nullable Place enter(Call call) {
        boolean taken = (waiting == 0 && take()) || await(call);
        if (!taken) {
            return null;
        }
        long now = time.nanoTime();
        begun.set((int) (entries.getAndIncrement() % places), now);
        return new Place(this, now);
    }

    void leave(long since) {
        long held = time.nanoTime() - since;
        long usual = usualNanos;
        usualNanos = usual == 0 ? held : usual + (held - usual) / 8;
        giveBack();
    }

    private void giveBack() {
        inFlight.decrementAndGet();
        // Whoever queues counts itself before it looks for a place once more: one of the two sees the other.
        if (waiting > 0) {
            lock.lock();
            try {
                handOut();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean take() {
        int taken = inFlight.get();
        while (taken < places) {
            if (inFlight.compareAndSet(taken, taken + 1)) {
                return true;
            }
            taken = inFlight.get();
        }
        return false;
    }

    /** Gives free places to those who wait; called with the lock held. */
    private void handOut() {
        while (!queue.isEmpty() && take()) {
            Waiter first = queue.remove();
            waiting = queue.size();
            first.granted = true;
            LockSupport.unpark(first.thread);
        }
    }

    private boolean await(Call call) {
        long until = time.nanoTime() + maxWaitNanos;
        Waiter waiter = queueUp();
        if (waiter == null) {
            return false;
        }
        while (!waiter.granted) {
            if (call.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
                if (!leaveQueue(waiter)) {
                    giveBack();
                }
                throw call.ended(false);
            }
            long left = until - time.nanoTime();
            if (left <= 0) {
                return !leaveQueue(waiter);
            }
            // Looks at the clock now and then, since the clock may be one that a test moves.
            LockSupport.parkNanos(this, Math.min(left, LOOK_NANOS));
        }
        return true;
    }

    private @Nullable Waiter queueUp() {
        lock.lock();
        try {
            if (queue.size() >= maxWaiting || (!queue.isEmpty() && isInVain(queue.size()))) {
                return null;
            }
            Waiter waiter = new Waiter();
            queue.add(waiter);
            waiting = queue.size();
            handOut();
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** Guesses whether the place of whoever has so many before it comes free too late; leaves half the time for error. */
    private boolean isInVain(int before) {
        long usual = usualNanos;
        if (usual <= 0 || before >= places) {
            return usual > 0;
        }
        long ends = begun.get((int) ((entries.get() + before) % places)) + usual;
        return ends - time.nanoTime() > maxWaitNanos / 2;
    }

    /** Returns false where the place had been given already. */
    private boolean leaveQueue(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.granted) {
                return false;
            }
            queue.remove(waiter);
            waiting = queue.size();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
