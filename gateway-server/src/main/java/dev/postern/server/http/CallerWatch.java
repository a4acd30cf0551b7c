/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.Cancellation;
import dev.postern.server.connection.WatchedEndPoint;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Cancels a call whose caller has gone, as far as the connection can tell. */
final class CallerWatch implements AutoCloseable {
    private final @Nullable WatchedEndPoint endPoint;

    private CallerWatch(@Nullable WatchedEndPoint endPoint) {
        this.endPoint = endPoint;
    }

    /** Starts watching; the request's body has been read. */
    static CallerWatch start(Exchange exchange, Cancellation cancellation) {
        Runnable gone = () -> cancellation.cancel(Cancellation.Reason.CALLER);
        // A connection on which nothing moves while a provider thinks is not idle; the call has deadlines of its own.
        exchange.request().addIdleTimeoutListener(timeout -> false);
        // HTTP/2 tells of a reset stream by itself, and any connection of a write that failed.
        exchange.request().addFailureListener(failure -> gone.run());
        if (exchange.request().getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            // It reads by itself, and may just now be between two reads, where ours would take its place.
            return new CallerWatch(null);
        }
        WatchedEndPoint endPoint = exchange.endPoint();
        if (endPoint != null) {
            endPoint.watch(gone);
        }
        return new CallerWatch(endPoint);
    }

    /** Stops watching; the connection may read again. */
    @Override
    public void close() {
        if (endPoint != null) {
            endPoint.unwatch();
        }
    }
}
