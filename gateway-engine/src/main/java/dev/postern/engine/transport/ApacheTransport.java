/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.Cancellation;
import dev.postern.api.Limits;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The transport on Apache HttpClient 5: its connection pool and its HTTP/1.1, none of its chain, so that nothing of that
 * can retry, redirect, authenticate, decompress or keep cookies.
 *
 * <p>Bounds: as many connections as {@link Limits#maxConnections()}, in all and to one host; 1 s wait for one;
 * {@link Limits#connectTimeout()} for look-up and connect together; 3 s for TLS; {@link Limits#idleTimeout()} between
 * reads of a body; connections live for 5 min at most, and 1 min idle. Each is
 * checked before it is used again; a provider that closes it while the request is on its way costs the call, which then
 * counts as sent.
 *
 * <p>Keeps one daemon thread, and up to 32 more while names are looked up. Thread-safe.
 */
public final class ApacheTransport implements Transport {
    private static final Duration LEASE_TIMEOUT = Duration.ofSeconds(1);
    private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(5);
    private static final TimeValue MAX_IDLE = TimeValue.ofMinutes(1);
    // Before every use: a look at the socket is cheap, a request into a closed connection costs the call.
    private static final TimeValue CHECKED_AFTER_IDLE = TimeValue.ZERO_MILLISECONDS;
    private static final long SWEEP_SECONDS = 15;
    private static final String CLOSED = "the gateway is closed";

    private final Duration idleTimeout;
    private final Timeout idle;
    private final HostLookup lookup;
    private final ScheduledThreadPoolExecutor timer;
    private final ScheduledFuture<?> sweeps;
    private final PoolingHttpClientConnectionManager pool;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates a transport that trusts what the JVM trusts. */
    public ApacheTransport(Limits limits, HostResolver resolver) {
        this(limits, resolver, ApacheTransport::defaultContext);
    }

    /** Creates a transport whose first secure connection asks for the context. */
    ApacheTransport(Limits limits, HostResolver resolver, Supplier<SSLContext> tlsContext) {
        idleTimeout = limits.idleTimeout();
        idle = Timeout.of(idleTimeout);
        lookup = new HostLookup(resolver);
        timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("postern-transport"));
        timer.setRemoveOnCancelPolicy(true);
        pool = pool(limits, new Connector(limits, lookup, new LazyTls(tlsContext), timer));
        sweeps = timer.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    private static PoolingHttpClientConnectionManager pool(Limits limits, Connector connector) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
                connector,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TIME_TO_LIVE,
                socket -> new PooledConnection(),
                true); // closes connections outside of the pool's lock
        pool.setMaxTotal(limits.maxConnections());
        pool.setDefaultMaxPerRoute(limits.maxConnections());
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setTimeToLive(TIME_TO_LIVE)
                .setValidateAfterInactivity(CHECKED_AFTER_IDLE)
                .build());
        return pool;
    }

    private void sweep() {
        pool.closeExpired();
        pool.closeIdle(MAX_IDLE);
    }

    @Override
    public TransportAnswer send(TransportRequest request, Cancellation cancellation) {
        Exchange exchange = new Exchange(pool, executor, request.destination());
        boolean answered = false;
        try {
            exchange.watch(cancellation);
            if (closed.get()) {
                throw new TransportFault(CLOSED, null);
            }
            exchange.lease(LEASE_TIMEOUT);
            exchange.connect();
            ClassicHttpResponse response = exchange.execute(WireRequest.of(request), idle);
            TransportAnswer answer = new ApacheAnswer(exchange, response, idleTimeout);
            answered = true;
            return answer;
        } catch (IOException | HttpException | RuntimeException failure) {
            throw closed.get() ? exchange.failure(CLOSED, failure) : exchange.failure(failure);
        } finally {
            if (!answered) {
                exchange.discard();
            }
        }
    }

    /** Returns how many connections are in use. */
    public int leased() {
        return pool.getTotalStats().getLeased();
    }

    /** Returns how many connections are idle. */
    public int available() {
        return pool.getTotalStats().getAvailable();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.close(CloseMode.IMMEDIATE);
            sweeps.cancel(false);
            timer.shutdownNow();
            lookup.close();
        }
    }
}
