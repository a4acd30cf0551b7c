/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes in what is left of a body that nobody wants.
 *
 * <p>A connection closed while its caller still sends is reset, and many callers then never see the answer that says why.
 */
final class Linger implements Runnable {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int READS_AT_ONCE = 16;
    private static final long MOST_BYTES = 64L << 20;

    private final Request request;
    private final Runnable then;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Scheduler.Task timeout;
    private long discarded;

    private Linger(Request request, Runnable then) {
        this.request = request;
        this.then = then;
        this.timeout =
                request.getComponents().getScheduler().schedule(this::end, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Discards what has arrived; returns whether that was all. */
    static boolean discardAvailable(Request request) {
        for (int i = 0; i < READS_AT_ONCE; i++) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            boolean last = chunk.isLast();
            boolean failed = Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last || failed) {
                return !failed;
            }
        }
        return false;
    }

    /** Discards the body for a while, then goes on; the answer has been sent. */
    static void discard(Request request, Runnable then) {
        new Linger(request, then).run();
    }

    @Override
    public void run() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            discarded += chunk.remaining();
            chunk.release();
            if (last || discarded > MOST_BYTES) {
                end();
            }
        }
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            timeout.cancel();
            then.run();
        }
    }
}
