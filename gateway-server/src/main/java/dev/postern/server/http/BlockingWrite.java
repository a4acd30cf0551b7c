/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.server.connection.WatchedEndPoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One write that waits until the caller's side has taken it, but not for ever. */
final class BlockingWrite implements Callback {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    private BlockingWrite() {}

    /**
     * Writes.
     *
     * @throws IOException if the connection is gone, or its caller took nothing for so long
     */
    static void write(Request request, Response response, boolean last, ByteBuffer bytes, Duration stall)
            throws IOException {
        BlockingWrite write = new BlockingWrite();
        response.write(last, bytes, write);
        write.await(request, stall);
    }

    private void await(Request request, Duration stall) throws IOException {
        try {
            if (!done.await(stall.toNanos(), TimeUnit.NANOSECONDS)) {
                cut(request);
                throw new IOException("the caller took nothing for " + stall.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            cut(request);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing");
        }
        Throwable broken = failure;
        if (broken != null) {
            throw broken instanceof IOException io ? io : new IOException(broken);
        }
    }

    /** Closes a connection that is this request's alone; one that is shared loses just this stream, by its callback. */
    private static void cut(Request request) {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            return;
        }
        IOException why = new IOException("write stalled");
        Connection connection = request.getConnectionMetaData().getConnection();
        WatchedEndPoint endPoint = WatchedEndPoint.of(connection);
        if (endPoint == null) {
            connection.getEndPoint().close(why);
        } else {
            endPoint.reset(why);
        }
    }

    @Override
    public void succeeded() {
        done.countDown();
    }

    @Override
    public void failed(Throwable why) {
        failure = why;
        done.countDown();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
