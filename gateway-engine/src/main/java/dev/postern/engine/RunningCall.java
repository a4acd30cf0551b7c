/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Answer;
import dev.postern.api.CallReport;
import dev.postern.api.Cancellation;
import dev.postern.api.EventStream;
import dev.postern.api.GatewayException;
import dev.postern.api.PluginException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.engine.assembly.EngineParts;
import dev.postern.engine.call.CallRecord;
import dev.postern.engine.call.OpenStream;
import dev.postern.engine.health.ConcurrencyLimit;
import dev.postern.engine.health.Place;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import dev.postern.spi.Chain;
import dev.postern.spi.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call from its start to its end: arms the deadline, lets a cancellation interrupt the thread, and closes the record
 * once, when the answer is there, the stream has ended or the call failed.
 */
final class RunningCall {
    private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);

    private final Call call;
    private final CallRecord record;
    private final EngineParts parts;
    private final RunningCalls running;
    private final Timer.Armed deadline;
    private final Cancellation.@Nullable Registration outside;
    private final AtomicBoolean ended = new AtomicBoolean();

    private final @Nullable ConcurrencyLimit admission;
    private volatile @Nullable Place place;

    /** Begins a call; {@code admission} is null for one within another, which has its place already. */
    RunningCall(
            Call call,
            CallRecord record,
            EngineParts parts,
            RunningCalls running,
            @Nullable ConcurrencyLimit admission) {
        this.admission = admission;
        this.call = call;
        this.record = record;
        this.parts = parts;
        this.running = running;
        this.deadline = parts.watchdog()
                .cancelAt(
                        call.deadline().nanoTime(),
                        call.cancellation(),
                        Cancellation.Reason.DEADLINE,
                        () -> warnOverdue(call, record));
        Cancellation given = call.options().cancellation();
        this.outside = given == null ? null : given.onCancel(() -> forward(given, call.cancellation()));
    }

    private static void forward(Cancellation from, Cancellation to) {
        Cancellation.Reason reason = from.reason();
        to.cancel(reason == null ? Cancellation.Reason.CALLER : reason);
    }

    private static void warnOverdue(Call call, CallRecord record) {
        LOG.warn(
                "call {} still runs a second past its deadline, in {}",
                call.trace().traceId(),
                record.stage() == null ? "its stream" : record.stage());
    }

    Answer run(Chain chain) {
        Interruption interruption = new Interruption(Thread.currentThread());
        Cancellation.Registration unblock = call.cancellation().onCancel(interruption);
        try {
            admit();
            Reply reply = chain.proceed(call);
            closeForgotten(reply);
            return new Answer(follow(reply), record::report);
        } catch (GatewayException e) {
            throw failed(e);
        } catch (OutOfMemoryError e) {
            end(e);
            throw e;
        } catch (Throwable e) {
            String problem = "the gateway failed; trace id " + call.trace().traceId();
            throw failed(new PluginException(problem, record.sent(), e));
        } finally {
            unblock.close();
            interruption.takeBack();
        }
    }

    private void admit() {
        if (admission == null) {
            return;
        }
        Place given = admission.enter(call);
        if (given == null) {
            throw new RefusedException(
                    "the gateway runs " + admission.inFlight() + " calls, as many as its limits allow",
                    RETRY_WHEN_FULL);
        }
        place = given;
    }

    /** Closes what stages opened in threads of their own, where no link of the chain sees it, and did not return. */
    private void closeForgotten(@Nullable Reply reply) {
        for (EventStream stream : record.openedByAll()) {
            boolean returned = reply instanceof Reply.Streaming streaming && streaming.standsOn(stream);
            if (!returned && stream instanceof OpenStream open && open.isOpen()) {
                LOG.warn(
                        "call {}: a stage's thread left a stream open; it was closed",
                        call.trace().traceId());
                stream.close();
            }
        }
    }

    /** Ends the call with a failure, which gets the report. */
    GatewayException failed(GatewayException failure) {
        end(failure);
        failure.attach(record.report());
        return failure;
    }

    private Reply follow(Reply reply) {
        if (reply instanceof Reply.Streaming streaming) {
            record.firstChunk();
            Place held = place;
            if (held != null) {
                // A stream that nobody reads or closes gives its place back by its deadline all the same.
                call.cancellation().onCancel(held::close);
            }
            return streaming.map(events -> new FollowedStream(this, call, events, parts.executor()).watch());
        }
        end(null);
        return reply;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Ends the call, once: a second end is none. */
    void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        deadline.close();
        if (outside != null) {
            outside.close();
        }
        record.end();
        closeForgotten(null);
        Place held = place;
        if (held != null) {
            held.close();
        }
        try {
            if (!parts.plugins().observers().ids().isEmpty()) {
                tellObservers(failure);
            }
        } finally {
            // Last: the gateway's close waits for it, and what observers write must be written by then.
            running.end();
        }
    }

    private void tellObservers(@Nullable Throwable failure) {
        CallReport report = record.report();
        for (CallObserver observer : parts.plugins().observers().byId().values()) {
            try {
                observer.ended(call, report, failure);
            } catch (RuntimeException | Error e) {
                LOG.warn("observer {} failed", observer.id(), e);
            }
        }
    }

    /** Interrupts the call's thread, and takes an interrupt back that came too late to be seen. */
    private static final class Interruption implements Runnable {
        private final Thread thread;
        private volatile boolean done;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        @Override
        public void run() {
            done = true;
            thread.interrupt();
        }

        /** Called by the thread itself, once the interruption can no longer come. */
        void takeBack() {
            if (done) {
                // The flag is ours to clear: the cancellation was meant for this call, not for what the thread does
                // next.
                Thread.interrupted();
            }
        }
    }
}
