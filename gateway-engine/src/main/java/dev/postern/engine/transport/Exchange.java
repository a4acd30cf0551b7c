/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Cancellation;
import dev.postern.api.GatewayException;
import dev.postern.api.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one leased connection.
 *
 * <p>Each phase that blocks is entered with what unblocks it; a cancellation runs that in its own thread, and the thread
 * that is in the phase cleans up. Once the answer is out nobody may be in any phase, so the cancellation cleans up
 * itself. The connection is given back exactly once.
 *
 * <p>Is the library's context as well, by which it reaches the {@link Connector}.
 */
final class Exchange extends HttpClientContext {
    private static final String ID = "postern";

    private final PoolingHttpClientConnectionManager pool;
    private final HttpRequestExecutor executor;
    private final Destination destination;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile boolean sent;
    private volatile @Nullable Runnable unblock;
    private volatile Cancellation.@Nullable Registration registration;
    private @Nullable ConnectionEndpoint endpoint;
    private @Nullable PooledConnection connection;

    Exchange(PoolingHttpClientConnectionManager pool, HttpRequestExecutor executor, Destination destination) {
        this.pool = pool;
        this.executor = executor;
        this.destination = destination;
    }

    Destination destination() {
        return destination;
    }

    /** Has the cancellation end this exchange, whichever phase it is in. */
    void watch(Cancellation cancellation) {
        registration = cancellation.onCancel(this::cancel);
    }

    private void cancel() {
        cancelled = true;
        Runnable action = unblock;
        if (action != null) {
            action.run();
        }
    }

    /** Begins a phase that blocks; refuses if the exchange has been cancelled. */
    void enter(Runnable unblocksIt) throws TransportFault {
        unblock = unblocksIt;
        if (isEnded()) {
            unblocksIt.run();
            throw new TransportFault(cancelled ? "cancelled" : "interrupted", null);
        }
    }

    /** Returns whether the exchange was cancelled, or its thread interrupted. */
    boolean isEnded() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    /** Takes a connection from the pool, idle or yet to be made. */
    void lease(Duration timeout) throws IOException {
        Timeout wait = Timeout.of(timeout);
        LeaseRequest request = pool.lease(ID, destination.route(), wait, destination.poolState());
        try {
            enter(request::cancel);
            endpoint = request.get(wait);
        } catch (TransportFault e) {
            abandon(request);
            throw e;
        } catch (TimeoutException e) {
            abandon(request);
            throw new TransportFault("no free connection within " + Durations.words(timeout), e);
        } catch (InterruptedException e) {
            abandon(request);
            Thread.currentThread().interrupt();
            throw new TransportFault("interrupted", e);
        } catch (CancellationException e) {
            throw new TransportFault("cancelled", e);
        } catch (ExecutionException e) {
            throw new TransportFault("no connection could be had", e);
        }
    }

    // The pool may have found a connection in the very moment in which the wait for it ended; it would stay leased.
    private void abandon(LeaseRequest request) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!request.cancel()) {
                endpoint = request.get(Timeout.ONE_MILLISECOND);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            endpoint = null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Connects, unless the leased connection is connected already. */
    void connect() throws IOException {
        ConnectionEndpoint leased = leased();
        if (!leased.isConnected()) {
            pool.connect(leased, null, this);
        }
    }

    /** Sends the request and waits for the head of the answer. */
    ClassicHttpResponse execute(ClassicHttpRequest request, Timeout idle) throws IOException, HttpException {
        ConnectionEndpoint leased = leased();
        enter(() -> leased.close(CloseMode.IMMEDIATE));
        ClassicHttpResponse response = leased.execute(ID, request, this::executeOn, this);
        leased.setSocketTimeout(idle);
        enter(this::discard);
        return response;
    }

    private ClassicHttpResponse executeOn(
            ClassicHttpRequest request, HttpClientConnection on, org.apache.hc.core5.http.protocol.HttpContext context)
            throws IOException, HttpException {
        connection = (PooledConnection) on;
        on.setSocketTimeout(Timeout.DISABLED);
        // From here on bytes may leave: the head goes to the connection's buffer, and from there whenever it is full.
        sent = true;
        return executor.execute(request, on, context);
    }

    private ConnectionEndpoint leased() throws TransportFault {
        ConnectionEndpoint leased = endpoint;
        if (leased == null) {
            throw new TransportFault("no connection could be had", null);
        }
        return leased;
    }

    /** Gives the connection back for the next call; the answer must have been read to its end. */
    void complete(TimeValue keepAlive) {
        // First of all: a cancellation that fires now must not close a connection that serves another call already.
        unwatch();
        if (ended.compareAndSet(false, true)) {
            boolean reusable = !isEnded() && !hasLeftovers();
            release(reusable, keepAlive);
        }
    }

    private boolean hasLeftovers() {
        PooledConnection used = connection;
        try {
            return used == null || used.hasLeftovers();
        } catch (IOException e) {
            return true;
        }
    }

    /** Closes the connection at once and takes it out of the pool. */
    void discard() {
        if (ended.compareAndSet(false, true)) {
            release(false, TimeValue.ZERO_MILLISECONDS);
        }
        unwatch();
    }

    private void release(boolean reusable, TimeValue keepAlive) {
        ConnectionEndpoint leased = endpoint;
        if (leased != null) {
            if (!reusable) {
                leased.close(CloseMode.IMMEDIATE);
            }
            pool.release(leased, destination.poolState(), keepAlive);
        }
    }

    private void unwatch() {
        Cancellation.Registration watching = registration;
        if (watching != null) {
            watching.close();
        }
    }

    /** Puts a failure into words; an exception of ours stays what it is. */
    GatewayException failure(Throwable cause) {
        if (cause instanceof GatewayException ours) {
            return ours;
        }
        String words = cancelled
                ? "cancelled"
                : Thread.currentThread().isInterrupted() ? "interrupted" : FailureWords.of(cause);
        return failure(words, cause);
    }

    UnreachableException failure(String words, @Nullable Throwable cause) {
        String problem = sent
                ? "the provider gave no usable answer: " + words + " (the request was sent)"
                : "the provider could not be reached: " + words + " (nothing was sent)";
        return new UnreachableException(problem, sent, cause);
    }
}
