/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;

/**
 * Bounds on what a gateway takes; every part has a default that suits a service.
 *
 * @param json the limits on the bodies of requests
 * @param maxUpstreamBodyBytes the largest whole answer of a provider
 * @param maxConnections connections to providers in all, and to one host
 * @param connectTimeout how long a connection may take to come about, the look-up of the host included
 * @param firstByteTimeout how long an attempt may wait for its answer, where no {@code request_timeout} is set
 * @param idleTimeout how long a provider may be silent in the middle of an answer
 * @param closeTimeout how long {@link Gateway#close()} waits for running calls
 * @param maxInFlight calls that run at one time, a stream until its end; 10,000 where virtual threads carry them, else 256
 * @param maxWaiting calls that may wait for a place, 64; one more is refused at once
 * @param maxWait how long they wait before they are refused, 100 ms
 */
public record Limits(
        JsonLimits json,
        int maxUpstreamBodyBytes,
        int maxConnections,
        Duration connectTimeout,
        Duration firstByteTimeout,
        Duration idleTimeout,
        Duration closeTimeout,
        int maxInFlight,
        int maxWaiting,
        Duration maxWait) {
    private static final int UPSTREAM_BODY_BYTES = 32 << 20;
    private static final int CONNECTIONS = 10_000;
    private static final int IN_FLIGHT = Runtime.version().feature() >= 21 ? 10_000 : 256;
    private static final int WAITING = 64;
    private static final Duration WAIT = Duration.ofMillis(100);

    public Limits {
        if (maxInFlight < 1 || maxWaiting < 0 || maxWait.isNegative()) {
            throw new IllegalArgumentException("expected maxInFlight ≥ 1, maxWaiting ≥ 0 and maxWait ≥ 0, found "
                    + maxInFlight + ", " + maxWaiting + " and " + maxWait);
        }
    }

    /** Returns the defaults. */
    public static Limits defaults() {
        return new Limits(
                JsonLimits.DEFAULT,
                UPSTREAM_BODY_BYTES,
                CONNECTIONS,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                IN_FLIGHT,
                WAITING,
                WAIT);
    }

    /** Returns these limits with another idle timeout. */
    public Limits withIdleTimeout(Duration timeout) {
        return new Limits(
                json,
                maxUpstreamBodyBytes,
                maxConnections,
                connectTimeout,
                firstByteTimeout,
                timeout,
                closeTimeout,
                maxInFlight,
                maxWaiting,
                maxWait);
    }

    /** Returns these limits with another time to wait for running calls on close. */
    public Limits withCloseTimeout(Duration timeout) {
        return new Limits(
                json,
                maxUpstreamBodyBytes,
                maxConnections,
                connectTimeout,
                firstByteTimeout,
                idleTimeout,
                timeout,
                maxInFlight,
                maxWaiting,
                maxWait);
    }

    /** Returns these limits with others on the calls that run and wait. */
    public Limits withCalls(int inFlight, int waiting, Duration wait) {
        return new Limits(
                json,
                maxUpstreamBodyBytes,
                maxConnections,
                connectTimeout,
                firstByteTimeout,
                idleTimeout,
                closeTimeout,
                inFlight,
                waiting,
                wait);
    }
}
