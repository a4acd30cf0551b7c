/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that native code runs on: platform threads, never interrupted while they work, gone when idle. */
final class Workers implements AutoCloseable {
    /** About a second of work for two threads; whoever comes later is better off without an embedding. */
    static final int MOST_WAITING = 1024;

    /** What its threads' names begin with. */
    static final String THREAD_NAME = "postern-minilm-";

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    Workers(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, THREAD_NAME + number.incrementAndGet());
                    thread.setDaemon(true);
                    // DJL looks for its native library there; that of the first caller may not see it, and would be
                    // kept.
                    thread.setContextClassLoader(Workers.class.getClassLoader());
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has a task run.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many wait, or these are closed
     */
    void submit(FutureTask<?> task) {
        threads.execute(task);
    }

    /** Gives up a task that is not done; one that waits no longer takes a place. */
    void drop(FutureTask<?> task) {
        task.cancel(false);
        if (task.isCancelled()) {
            threads.remove(task);
        }
    }

    /** Returns how many tasks no thread has taken up yet. */
    int waiting() {
        return threads.getQueue().size();
    }

    boolean closed() {
        return threads.isShutdown();
    }

    /** Cancels what waits and returns when what runs has ended, at most a second or two later. */
    @Override
    public void close() {
        threads.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        threads.getQueue().drainTo(waiting);
        for (Runnable task : waiting) {
            if (task instanceof Future<?> future) {
                future.cancel(false);
            }
        }
        awaitEnd();
    }

    /** Not given up on an interrupt: memory would be freed that native code still uses. */
    private void awaitEnd() {
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
