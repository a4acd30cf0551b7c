/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.deadline;

import dev.postern.api.Cancellation;
import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the deadlines of all calls from one thread.
 *
 * <p>Arming puts an entry into a free slot and wakes nobody; the thread sweeps the slots every 20 ms. A scheduler's
 * queue would cost a lock and a wake-up on each call, for deadlines that almost never fire.
 */
public final class Watchdog implements Timer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long IDLE_SWEEPS = 50;
    private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int REGION_SIZE = 64;

    private final TimeSource time;
    private final Thread thread;
    private final Object growth = new Object();
    private final List<Entry> overdue = new ArrayList<>();
    private volatile Region[] regions = {new Region(), new Region()};
    private volatile boolean parked;
    private volatile boolean closed;

    private static final class Region extends AtomicReferenceArray<@Nullable Entry> {
        private static final long serialVersionUID = 1L;

        Region() {
            super(REGION_SIZE);
        }
    }

    /** A deadline that is armed. */
    private static final class Entry implements Armed {
        private final long nanoTime;
        private final Cancellation cancellation;
        private final Cancellation.Reason why;
        private final @Nullable Runnable whenIgnored;
        private @Nullable Region region;
        private int slot;
        private volatile boolean done;

        Entry(long nanoTime, Cancellation cancellation, Cancellation.Reason why, @Nullable Runnable whenIgnored) {
            this.nanoTime = nanoTime;
            this.cancellation = cancellation;
            this.why = why;
            this.whenIgnored = whenIgnored;
        }

        @Override
        public void close() {
            done = true;
            Region mine = region;
            if (mine != null) {
                mine.compareAndSet(slot, this, null);
            }
        }
    }

    /** Starts the thread, which ends with {@link #close()}. */
    public Watchdog(TimeSource time) {
        this.time = time;
        this.thread = new Thread(this::run, "postern-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Armed cancelAfter(Duration delay, Cancellation cancellation, Cancellation.Reason why) {
        return arm(new Entry(time.nanoTime() + delay.toNanos(), cancellation, why, null));
    }

    /**
     * Fires the cancellation at a moment, unless the handle is closed before.
     *
     * @param whenIgnored runs once if the handle is still not closed a second after that
     */
    public Armed cancelAt(long nanoTime, Cancellation cancellation, Cancellation.Reason why, Runnable whenIgnored) {
        return arm(new Entry(nanoTime, cancellation, why, whenIgnored));
    }

    /** Fires every cancellation that is armed, for a reason of its own. */
    public void cancelAll(Cancellation.Reason why) {
        for (Region region : regions) {
            for (int i = 0; i < REGION_SIZE; i++) {
                Entry entry = region.get(i);
                if (entry != null) {
                    cancel(entry, why);
                }
            }
        }
    }

    private Armed arm(Entry entry) {
        place(entry);
        if (parked) {
            LockSupport.unpark(thread);
        }
        return entry;
    }

    private void place(Entry entry) {
        int hash = spread(Thread.currentThread().getId());
        while (true) {
            Region[] all = regions;
            for (int r = 0; r < all.length; r++) {
                Region region = all[(hash + r) & (all.length - 1)];
                if (placeIn(region, entry, hash >>> 8)) {
                    return;
                }
            }
            grow(all);
        }
    }

    private static boolean placeIn(Region region, Entry entry, int start) {
        for (int i = 0; i < REGION_SIZE; i++) {
            int slot = (start + i) & (REGION_SIZE - 1);
            if (region.get(slot) == null) {
                entry.region = region;
                entry.slot = slot;
                if (region.compareAndSet(slot, null, entry)) {
                    return true;
                }
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // asks whether another thread has grown the regions meanwhile
    private void grow(Region[] full) {
        synchronized (growth) {
            if (regions == full) {
                Region[] more = new Region[full.length * 2];
                System.arraycopy(full, 0, more, 0, full.length);
                for (int i = full.length; i < more.length; i++) {
                    more[i] = new Region();
                }
                regions = more;
            }
        }
    }

    private static int spread(long threadId) {
        return (int) ((threadId * 0x9E3779B97F4A7C15L) >>> 33);
    }

    private void run() {
        long idle = 0;
        while (!closed) {
            idle = sweep(time.nanoTime()) ? 0 : idle + 1;
            if (idle < IDLE_SWEEPS) {
                LockSupport.parkNanos(this, SWEEP_NANOS);
            } else {
                parkUntilArmed();
                idle = 0;
            }
        }
    }

    private void parkUntilArmed() {
        parked = true;
        if (!sweep(time.nanoTime()) && !closed) {
            LockSupport.park(this);
        }
        parked = false;
    }

    /** Fires what is due; returns whether anything is armed. */
    private boolean sweep(long now) {
        boolean armed = false;
        for (Region region : regions) {
            for (int i = 0; i < REGION_SIZE; i++) {
                Entry entry = region.get(i);
                if (entry != null) {
                    armed = true;
                    if (now - entry.nanoTime >= 0) {
                        region.compareAndSet(i, entry, null);
                        fire(entry);
                    }
                }
            }
        }
        reportIgnored(now);
        return armed || !overdue.isEmpty();
    }

    private void fire(Entry entry) {
        cancel(entry, entry.why);
        if (entry.whenIgnored != null && !entry.done) {
            overdue.add(entry);
        }
    }

    /** Runs what plugins registered, too: whatever that throws must not end the thread that all deadlines need. */
    private static void cancel(Entry entry, Cancellation.Reason why) {
        try {
            entry.cancellation.cancel(why);
        } catch (RuntimeException | Error e) {
            LOG.warn("what a plugin registered to run on cancellation failed", e);
        }
    }

    private void reportIgnored(long now) {
        for (Iterator<Entry> entries = overdue.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (entry.done) {
                entries.remove();
            } else if (now - entry.nanoTime >= OVERDUE_NANOS) {
                entries.remove();
                if (entry.whenIgnored != null) {
                    entry.whenIgnored.run();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
