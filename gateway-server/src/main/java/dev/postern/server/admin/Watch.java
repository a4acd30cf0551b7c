/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.admin;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for changes of other processes four times a second, on a thread of its own. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final AdminDatabase database;
    private boolean failing;

    private Watch(AdminDatabase database) {
        this.database = database;
        this.thread = new Thread(this::run, "postern-admin-watch");
        thread.setDaemon(true);
    }

    static Watch start(AdminDatabase database) {
        Watch watch = new Watch(database);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            database.refresh();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("keys, configs and credentials stay as they were: {}", e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
