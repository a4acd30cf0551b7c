/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server;

import java.time.Duration;

/**
 * The limits of the HTTP face on what it takes from callers; immutable.
 *
 * <p>Those on calls themselves are the gateway's, {@link dev.postern.api.Limits}.
 */
public final class ServerLimits {
    private static final ServerLimits DEFAULTS = new Builder().build();

    private final Builder values;

    private ServerLimits(Builder values) {
        this.values = values;
    }

    /** Returns the default limits. */
    public static ServerLimits defaults() {
        return DEFAULTS;
    }

    /** Starts from these limits. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** Returns how long a request's body may be, in bytes; 10 MiB by default. */
    public int maxBodyBytes() {
        return values.maxBodyBytes;
    }

    /** Returns how long a request may take to send its line and headers; 10 seconds by default. */
    public Duration headerRead() {
        return values.headerRead;
    }

    /** Returns how long a request may take to send its whole body; 30 seconds by default. */
    public Duration bodyRead() {
        return values.bodyRead;
    }

    /** Returns how long a connection without a request stays open; 60 seconds by default. */
    public Duration idle() {
        return values.idle;
    }

    /** Returns how long a caller may take to accept one write; 30 seconds by default. */
    public Duration writeStall() {
        return values.writeStall;
    }

    /** Returns how long running calls may go on once the server closes; 30 seconds by default. */
    public Duration drain() {
        return values.drain;
    }

    /** Returns how many connections may be open; 12,000 by default. */
    public int maxConnections() {
        return values.maxConnections;
    }

    /** Returns how many connections one address may hold open, loopback ones aside; 256 by default. */
    public int maxConnectionsPerAddress() {
        return values.maxConnectionsPerAddress;
    }

    /** Returns how many wrong keys one address may send in a minute before 429 is the answer; 20 by default. */
    public int wrongKeysPerMinute() {
        return values.wrongKeysPerMinute;
    }

    /** Returns how many platform threads may serve requests where the JDK has no virtual ones; 512 by default. */
    public int maxThreads() {
        return values.maxThreads;
    }

    /** Collects limits; not thread-safe. All are positive. */
    public static final class Builder {
        private int maxBodyBytes = 10 << 20;
        private Duration headerRead = Duration.ofSeconds(10);
        private Duration bodyRead = Duration.ofSeconds(30);
        private Duration idle = Duration.ofSeconds(60);
        private Duration writeStall = Duration.ofSeconds(30);
        private Duration drain = Duration.ofSeconds(30);
        private int maxConnections = 12_000;
        private int maxConnectionsPerAddress = 256;
        private int wrongKeysPerMinute = 20;
        private int maxThreads = 512;

        private Builder() {}

        private Builder(Builder from) {
            this.maxBodyBytes = from.maxBodyBytes;
            this.headerRead = from.headerRead;
            this.bodyRead = from.bodyRead;
            this.idle = from.idle;
            this.writeStall = from.writeStall;
            this.drain = from.drain;
            this.maxConnections = from.maxConnections;
            this.maxConnectionsPerAddress = from.maxConnectionsPerAddress;
            this.wrongKeysPerMinute = from.wrongKeysPerMinute;
            this.maxThreads = from.maxThreads;
        }

        /** Sets {@link ServerLimits#maxBodyBytes()}. */
        public Builder maxBodyBytes(int bytes) {
            this.maxBodyBytes = positive(bytes);
            return this;
        }

        /** Sets {@link ServerLimits#headerRead()}. */
        public Builder headerRead(Duration limit) {
            this.headerRead = positive(limit);
            return this;
        }

        /** Sets {@link ServerLimits#bodyRead()}. */
        public Builder bodyRead(Duration limit) {
            this.bodyRead = positive(limit);
            return this;
        }

        /** Sets {@link ServerLimits#idle()}. */
        public Builder idle(Duration limit) {
            this.idle = positive(limit);
            return this;
        }

        /** Sets {@link ServerLimits#writeStall()}. */
        public Builder writeStall(Duration limit) {
            this.writeStall = positive(limit);
            return this;
        }

        /** Sets {@link ServerLimits#drain()}. */
        public Builder drain(Duration limit) {
            this.drain = positive(limit);
            return this;
        }

        /** Sets {@link ServerLimits#maxConnections()}. */
        public Builder maxConnections(int count) {
            this.maxConnections = positive(count);
            return this;
        }

        /** Sets {@link ServerLimits#maxConnectionsPerAddress()}. */
        public Builder maxConnectionsPerAddress(int count) {
            this.maxConnectionsPerAddress = positive(count);
            return this;
        }

        /** Sets {@link ServerLimits#wrongKeysPerMinute()}. */
        public Builder wrongKeysPerMinute(int count) {
            this.wrongKeysPerMinute = positive(count);
            return this;
        }

        /** Sets {@link ServerLimits#maxThreads()}. */
        public Builder maxThreads(int count) {
            this.maxThreads = positive(count);
            return this;
        }

        /** Returns the limits. */
        public ServerLimits build() {
            return new ServerLimits(new Builder(this));
        }

        private static int positive(int value) {
            if (value <= 0) {
                throw new IllegalArgumentException("a limit must be positive, found " + value);
            }
            return value;
        }

        private static Duration positive(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("a limit must be positive, found " + value);
            }
            return value;
        }
    }
}
