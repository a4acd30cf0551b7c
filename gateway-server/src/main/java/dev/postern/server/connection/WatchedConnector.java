/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.connection;

import dev.postern.server.ServerLimits;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Accepts connections, watches them, and cuts those whose request never gets whole. */
final class WatchedConnector extends ServerConnector {
    private static final Duration SWEEP = Duration.ofMillis(50);
    // How long an idle connection outlives the order to stop.
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(50);

    private final AddressCounts addresses;
    private final long headNanos;

    WatchedConnector(Server server, ServerLimits limits, ConnectionFactory... factories) {
        super(server, factories);
        this.addresses = new AddressCounts(limits.maxConnectionsPerAddress());
        this.headNanos = limits.headerRead().toNanos();
        setIdleTimeout(limits.idle().toMillis());
        setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint =
                new WatchedEndPoint(channel, selector, key, getScheduler(), getExecutor(), addresses);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepLater();
    }

    private void sweepLater() {
        getScheduler().schedule(this::sweep, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long before = System.nanoTime() - headNanos;
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof WatchedEndPoint watched) {
                watched.sweep();
                cutLateHead(watched, before);
            }
        }
        if (isRunning()) {
            sweepLater();
        }
    }

    /** A drip of bytes keeps a connection from being idle for ever; the head of a request has a time of its own. */
    private static void cutLateHead(WatchedEndPoint endPoint, long before) {
        if (endPoint.headBeganBefore(before) && !isMultiplexed(endPoint.getConnection())) {
            endPoint.close(new TimeoutException("the head of a request did not arrive in time"));
        }
    }

    private static boolean isMultiplexed(Connection connection) {
        Connection inner =
                connection instanceof SslConnection ssl ? ssl.getSslEndPoint().getConnection() : connection;
        return inner instanceof HTTP2Connection;
    }
}
