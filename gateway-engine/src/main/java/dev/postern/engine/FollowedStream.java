/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Body;
import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.EventStream;
import dev.postern.api.GatewayException;
import dev.postern.api.PluginException;
import dev.postern.spi.Call;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream that the caller pulls: ends the call when it ends, however it does.
 *
 * <p>A cancellation interrupts the thread that pulls; where none does, it ends the call, since nobody may ever pull again.
 */
final class FollowedStream implements EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedStream.class);

    private final RunningCall running;
    private final Call call;
    private final EventStream events;
    private final Executor executor;
    private final Object turn = new Object();
    private @Nullable Thread puller;
    private boolean interrupted;
    private volatile boolean closing;

    FollowedStream(RunningCall running, Call call, EventStream events, Executor executor) {
        this.running = running;
        this.call = call;
        this.events = events;
        this.executor = executor;
    }

    /** Has the call's cancellation end this stream; to be called once, before it is handed out. */
    FollowedStream watch() {
        Cancellation.Registration unused = call.cancellation().onCancel(this::cancelled);
        return this;
    }

    private void cancelled() {
        synchronized (turn) {
            if (puller != null) {
                interrupted = true;
                puller.interrupt();
                return;
            }
        }
        if (closing) {
            return;
        }
        // Not in this thread, which may be the one of all deadlines: observers are told, and plugins' streams closed.
        try {
            executor.execute(this::abandoned);
        } catch (RejectedExecutionException e) {
            abandoned();
        }
    }

    private void abandoned() {
        if (call.cancellation().reason() == Cancellation.Reason.DEADLINE) {
            LOG.warn(
                    "the stream of call {} was neither read to its end nor closed; its deadline ended it",
                    call.trace().traceId());
        }
        // Closed first: what the stream has used up to then belongs to the report.
        closeEvents();
        running.end(call.ended(true));
    }

    @Override
    public @Nullable Body next() {
        synchronized (turn) {
            puller = Thread.currentThread();
        }
        try {
            Body chunk = pull();
            if (chunk == null) {
                running.end(null);
            }
            return chunk;
        } catch (GatewayException e) {
            throw running.failed(e);
        } catch (RuntimeException | Error e) {
            closeEvents();
            throw running.failed(new PluginException(
                    "a stage's stream failed with " + e.getClass().getName(), true, e));
        } finally {
            leave();
        }
    }

    private @Nullable Body pull() {
        boolean cancelled = call.cancellation().isCancelled();
        Body chunk = cancelled ? null : events.next();
        // Asked again: what cancelled the call while a chunk was on its way found a thread pulling and left the end to
        // it.
        if (cancelled || (chunk != null && call.cancellation().isCancelled())) {
            closeEvents();
            throw call.ended(true);
        }
        return chunk;
    }

    /** Ends the pull; an interrupt that was meant for it goes no further. */
    private void leave() {
        synchronized (turn) {
            puller = null;
            if (interrupted) {
                interrupted = false;
                Thread.interrupted();
            }
        }
    }

    @Override
    public boolean ready() {
        return call.cancellation().isCancelled() || events.ready();
    }

    @Override
    public void close() {
        closing = true;
        boolean early = !running.hasEnded();
        if (early) {
            call.cancellation().cancel(Cancellation.Reason.CALLER);
        }
        closeEvents();
        if (early) {
            running.end(new CancelledException("the caller closed the stream before its end", true));
        }
    }

    private void closeEvents() {
        try {
            events.close();
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "a stage's stream failed to close, in call {}", call.trace().traceId(), e);
        }
    }
}
