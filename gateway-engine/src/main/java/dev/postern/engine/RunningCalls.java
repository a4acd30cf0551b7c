/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Cancellation;
import dev.postern.api.RefusedException;
import dev.postern.engine.cache.ResponseCaches;
import dev.postern.engine.deadline.Watchdog;
import dev.postern.engine.transport.Transport;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls that run, and ends them all when the gateway closes. */
final class RunningCalls implements AutoCloseable {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);
    private static final Duration AFTER_CANCEL = Duration.ofSeconds(5);

    private final Watchdog watchdog;
    private final ExecutorService executor;
    private final Transport transport;
    private final Duration drainTime;
    private final ResponseCaches caches;
    private final AtomicInteger running = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile boolean closing;
    private boolean closed;

    RunningCalls(
            Watchdog watchdog,
            ExecutorService executor,
            Transport transport,
            Duration drainTime,
            ResponseCaches caches) {
        this.watchdog = watchdog;
        this.executor = executor;
        this.transport = transport;
        this.drainTime = drainTime;
        this.caches = caches;
    }

    /** Runs a call in a thread of the gateway's, or refuses it at once. */
    void execute(AsyncCall call) {
        try {
            executor.execute(call);
        } catch (RejectedExecutionException e) {
            call.refuse(
                    closing
                            ? closed()
                            : new RefusedException("too many asynchronous calls wait for a thread", RETRY_WHEN_FULL));
        }
    }

    private static RefusedException closed() {
        return new RefusedException("the gateway is closed; build a new one", null);
    }

    /** Admits a call; {@link #end} must follow. */
    void begin() {
        running.incrementAndGet();
        if (closing) {
            end();
            throw closed();
        }
    }

    void end() {
        if (running.decrementAndGet() == 0 && closing) {
            lock.lock();
            try {
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            if (closed) {
                return;
            }
            if (!awaitIdle(drainTime)) {
                watchdog.cancelAll(Cancellation.Reason.GATEWAY_CLOSED);
                awaitIdle(AFTER_CANCEL);
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        caches.close();
        transport.close();
        for (Runnable waiting : executor.shutdownNow()) {
            if (waiting instanceof AsyncCall call) {
                call.refuse(closed());
            }
        }
        watchdog.close();
    }

    /** Waits for the last call; returns false where the time was not enough or the thread was interrupted. */
    private boolean awaitIdle(Duration atMost) {
        long left = atMost.toNanos();
        try {
            while (running.get() > 0) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return running.get() == 0;
        }
    }

    /** Waits for the pool's threads after they were told to end; for tests that count threads. */
    boolean awaitThreads(Duration atMost) throws InterruptedException {
        return executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
