/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for calls that do not run in their caller's: virtual ones on Java 21 and later, a bounded pool on 17. */
final class Executors21 {
    private static final int POOL_THREADS = 256;
    private static final int POOL_QUEUE = 64;
    private static final Duration POOL_IDLE = Duration.ofSeconds(30);

    private Executors21() {}

    static ExecutorService create() {
        try {
            // Looked up once at start: the method exists from Java 21 on, and the code is compiled for 17.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return boundedPool();
        }
    }

    private static ExecutorService boundedPool() {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "postern-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                POOL_THREADS,
                POOL_THREADS,
                POOL_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(POOL_QUEUE),
                threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
