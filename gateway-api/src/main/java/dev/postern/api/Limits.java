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
 */
public record Limits(
        JsonLimits json,
        int maxUpstreamBodyBytes,
        int maxConnections,
        Duration connectTimeout,
        Duration firstByteTimeout,
        Duration idleTimeout,
        Duration closeTimeout) {
    private static final int UPSTREAM_BODY_BYTES = 32 << 20;
    private static final int CONNECTIONS = 10_000;

    /** Returns the defaults. */
    public static Limits defaults() {
        return new Limits(
                JsonLimits.DEFAULT,
                UPSTREAM_BODY_BYTES,
                CONNECTIONS,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    /** Returns these limits with another idle timeout. */
    public Limits withIdleTimeout(Duration timeout) {
        return new Limits(
                json, maxUpstreamBodyBytes, maxConnections, connectTimeout, firstByteTimeout, timeout, closeTimeout);
    }

    /** Returns these limits with another time to wait for running calls on close. */
    public Limits withCloseTimeout(Duration timeout) {
        return new Limits(
                json, maxUpstreamBodyBytes, maxConnections, connectTimeout, firstByteTimeout, idleTimeout, timeout);
    }
}
