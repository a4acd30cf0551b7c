/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Starts the threads of connections: virtual ones where the JDK has them, else cached daemon threads. */
final class Threads {
    private Threads() {}

    static ExecutorService forConnections(String name) {
        try {
            // By reflection, since the release compiled for has no virtual threads; once per upstream.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 0L);
            ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(named);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (NoSuchMethodException | ClassNotFoundException olderJdk) {
            return Executors.newCachedThreadPool(daemons(name));
        } catch (IllegalAccessException | InvocationTargetException preview) {
            // JDK 19 and 20 have the methods, but only as a preview that refuses to run.
            return Executors.newCachedThreadPool(daemons(name));
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
