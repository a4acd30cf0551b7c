/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections: look-up, connect and TLS handshake, each bounded and each ended by a cancellation.
 *
 * <p>Look-up and connect share the connect timeout. Several addresses are tried in turn, each with an equal share of
 * what is left, so that a dead first address leaves time for the second.
 */
final class Connector implements HttpClientConnectionOperator {
    private static final Duration TLS_TIMEOUT = Duration.ofSeconds(3);

    private final HostLookup lookup;
    private final LazyTls tls;
    private final ScheduledExecutorService timer;
    private final Duration connectTimeout;
    private final Duration tlsTimeout;

    Connector(Limits limits, HostLookup lookup, LazyTls tls, ScheduledExecutorService timer) {
        this(lookup, tls, timer, limits.connectTimeout(), TLS_TIMEOUT);
    }

    private Connector(
            HostLookup lookup,
            LazyTls tls,
            ScheduledExecutorService timer,
            Duration connectTimeout,
            Duration tlsTimeout) {
        this.lookup = lookup;
        this.tls = tls;
        this.timer = timer;
        this.connectTimeout = connectTimeout;
        this.tlsTimeout = tlsTimeout;
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            @Nullable InetSocketAddress local,
            @Nullable TimeValue timeout,
            SocketConfig config,
            HttpContext context)
            throws IOException {
        Exchange exchange = (Exchange) context;
        long end = System.nanoTime() + connectTimeout.toNanos();
        List<InetAddress> addresses = lookup.resolve(exchange, connectTimeout.toNanos());
        Socket socket = connectToAny(exchange, addresses, end);
        boolean bound = false;
        try {
            if (exchange.destination().secure()) {
                SSLSocket secure = handshake(exchange, socket);
                connection.bind(secure, socket);
            } else {
                connection.bind(socket);
            }
            bound = true;
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    private Socket connectToAny(Exchange exchange, List<InetAddress> addresses, long end) throws IOException {
        for (int i = 0; ; i++) {
            long share = (end - System.nanoTime()) / (addresses.size() - i);
            try {
                return connectTo(exchange, addresses.get(i), share);
            } catch (IOException e) {
                if (i == addresses.size() - 1 || exchange.isEnded()) {
                    throw e;
                }
            }
        }
    }

    private Socket connectTo(Exchange exchange, InetAddress address, long timeoutNanos) throws IOException {
        if (timeoutNanos <= 0) {
            throw noConnection(null);
        }
        Socket socket = SocketChannel.open().socket();
        boolean connected = false;
        try {
            exchange.enter(() -> closeQuietly(socket));
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
            socket.connect(new InetSocketAddress(address, exchange.destination().port()), millis);
            connected = true;
            return socket;
        } catch (SocketTimeoutException e) {
            throw noConnection(e);
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    private TransportFault noConnection(@Nullable Throwable cause) {
        return new TransportFault("no connection within " + Durations.words(connectTimeout), cause);
    }

    private SSLSocket handshake(Exchange exchange, Socket socket) throws IOException {
        exchange.enter(() -> closeQuietly(socket));
        // Made before the clock runs: what the first one costs is not the provider's.
        TlsSocketStrategy strategy = tls.strategy();
        // The handshake's own timeout counts each read; a provider that drips would outlive it.
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> guard = timer.schedule(
                () -> {
                    late.set(true);
                    closeQuietly(socket);
                },
                tlsTimeout.toNanos(),
                TimeUnit.NANOSECONDS);
        Destination destination = exchange.destination();
        try {
            return strategy.upgrade(socket, destination.host(), destination.port(), TlsConfig.DEFAULT, exchange);
        } catch (IOException e) {
            throw late.get() ? new TransportFault("no TLS handshake within " + Durations.words(tlsTimeout), e) : e;
        } finally {
            guard.cancel(false);
        }
    }

    @Override
    public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) {
        throw new UnsupportedOperationException("there are no tunnels");
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is gone either way.
            return;
        }
    }
}
