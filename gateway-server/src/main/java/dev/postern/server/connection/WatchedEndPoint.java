/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that notices its caller's leaving while a request is being answered.
 *
 * <p>An HTTP/1.1 connection reads nothing between a request and the end of its answer, so a closed socket would show in the
 * next write only. Watched, it reads ahead: the end of the stream is the news, and bytes of a next request are kept for
 * it, up to a limit beyond which the watch ends.
 */
public final class WatchedEndPoint extends SocketChannelEndPoint {
    private static final int MAX_AHEAD = 16 * 1024;

    private final Executor executor;
    private final AddressCounts addresses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Callback onReadable = new FillCallback();
    private @Nullable ByteBuffer ahead;
    private @Nullable Runnable gone;
    private boolean swept;
    private boolean reading;
    private volatile boolean busy;
    private volatile long headBegan;
    private @Nullable InetAddress counted;

    WatchedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Executor executor,
            AddressCounts addresses) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
        this.addresses = addresses;
    }

    /** Returns the end point below a connection, below its TLS too; null where another connector made it. */
    public static @Nullable WatchedEndPoint of(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        if (endPoint instanceof SslConnection.SslEndPoint ssl) {
            endPoint = ssl.getSslConnection().getEndPoint();
        }
        return endPoint instanceof WatchedEndPoint watched ? watched : null;
    }

    @Override
    public void onOpen() {
        if (getRemoteSocketAddress() instanceof InetSocketAddress peer
                && !peer.getAddress().isLoopbackAddress()) {
            counted = peer.getAddress();
            if (!addresses.opened(counted)) {
                close(new IOException("too many connections from one address"));
                return;
            }
        }
        super.onOpen();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        if (counted != null) {
            addresses.closed(counted);
            counted = null;
        }
    }

    /** A connection whose request is being answered is not idle: body, call and writes each have a limit of their own. */
    @Override
    protected void onIdleExpired(TimeoutException timeout) {
        if (!busy) {
            super.onIdleExpired(timeout);
        }
    }

    /** Closes with a reset, so that nothing is kept for a caller that does not read. */
    public void reset(Throwable why) {
        try {
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        close(why);
    }

    /** Notes that a request's head is there. */
    public void requestBegan() {
        busy = true;
        headBegan = 0;
    }

    /** Notes that a request has been answered. */
    public void requestEnded() {
        busy = false;
    }

    /** Returns whether a request's head began to arrive before that moment and is not there yet. */
    boolean headBeganBefore(long nanoTime) {
        long began = headBegan;
        return began != 0 && !busy && began - nanoTime < 0;
    }

    /**
     * Watches until {@link #unwatch()}, from the second sweep of the connector on; not for connections that read by
     * themselves meanwhile, as HTTP/2 does.
     *
     * @param action runs once when the caller has gone; must not block
     */
    public void watch(Runnable action) {
        lock.lock();
        try {
            gone = action;
            swept = false;
        } finally {
            lock.unlock();
        }
    }

    /** Begins to read ahead where a watch is not new: most answers of a cache are given before that is worth its cost. */
    void sweep() {
        lock.lock();
        try {
            if (gone == null || reading) {
                return;
            }
            if (swept) {
                reading = tryFillInterested(onReadable);
            }
            swept = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the watch; afterwards the connection may read again. */
    public void unwatch() {
        boolean wasReading;
        lock.lock();
        try {
            wasReading = reading;
            reading = false;
            gone = null;
        } finally {
            lock.unlock();
        }
        // Takes our interest back, if it is still there: whoever reads next registers its own.
        if (wasReading && isFillInterested()) {
            getFillInterest().fillable();
        }
    }

    private void readAhead() {
        Runnable action = null;
        lock.lock();
        try {
            if (gone == null) {
                return;
            }
            ByteBuffer buffer = ahead == null ? ByteBuffer.allocate(MAX_AHEAD).flip() : ahead;
            if (buffer.limit() == buffer.capacity()) {
                return;
            }
            int filled = fillBehind(buffer);
            ahead = buffer.hasRemaining() ? buffer : null;
            if (filled >= 0) {
                tryFillInterested(onReadable);
                return;
            }
            action = gone;
            gone = null;
        } catch (IOException e) {
            action = gone;
            gone = null;
        } finally {
            lock.unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    private int fillBehind(ByteBuffer buffer) throws IOException {
        // Jetty's buffers are in the state of being read; so is this one, before and after.
        return super.fill(buffer);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        lock.lock();
        try {
            if (ahead != null) {
                int filled = BufferUtil.append(buffer, ahead);
                ahead = ahead.hasRemaining() ? ahead : null;
                return filled;
            }
        } finally {
            lock.unlock();
        }
        int filled = super.fill(buffer);
        if (filled > 0 && !busy && headBegan == 0) {
            headBegan = System.nanoTime() | 1;
        }
        return filled;
    }

    @Override
    protected void needsFillInterest() {
        boolean there;
        lock.lock();
        try {
            there = ahead != null && gone == null;
        } finally {
            lock.unlock();
        }
        if (there) {
            executor.execute(() -> getFillInterest().fillable());
        } else {
            super.needsFillInterest();
        }
    }

    private final class FillCallback implements Callback {
        @Override
        public void succeeded() {
            readAhead();
        }

        @Override
        public void failed(Throwable failure) {
            if (failure instanceof TimeoutException) {
                // Nothing came, as it should be while an answer is on its way.
                return;
            }
            Runnable action;
            lock.lock();
            try {
                action = gone;
                gone = null;
            } finally {
                lock.unlock();
            }
            if (action != null) {
                action.run();
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
