/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An answer of any status, whole or streamed, in OpenAI's form.
 *
 * <p>Whoever received a reply owns it: returns it, wraps it or closes it.
 */
public sealed interface Reply extends AutoCloseable permits Reply.Whole, Reply.Streaming {
    /** Returns the HTTP status, 100 to 599. */
    int status();

    /** Returns the headers that matter to callers: rate limits, retry-after, request ids. */
    Headers headers();

    /** Returns whether the status is one of 200 to 299. */
    default boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    /** Returns how long the provider asks to wait before a retry: {@code retry-after-ms}, else {@code retry-after}. */
    default Optional<Duration> retryAfter(Instant now) {
        return RetryAfter.read(headers(), now);
    }

    /** Releases what the reply holds; harmless when repeated. */
    @Override
    void close();

    /**
     * An answer that is there in full.
     *
     * @param status the HTTP status
     * @param headers the headers that matter to callers
     * @param body the answer, or {@code {"error":{…}}}
     */
    record Whole(int status, Headers headers, Body body) implements Reply {
        public Whole {
            Objects.requireNonNull(headers, "headers");
            Objects.requireNonNull(body, "body");
        }

        @Override
        public void close() {}
    }

    /** An answer whose events are still to come; its status is always a success. */
    final class Streaming implements Reply {
        private final int status;
        private final Headers headers;
        private final EventStream source;
        private final EventStream events;

        /** Starts from a stream that nobody has wrapped yet. */
        public Streaming(int status, Headers headers, EventStream events) {
            this(status, headers, events, events);
        }

        private Streaming(int status, Headers headers, EventStream source, EventStream events) {
            this.status = status;
            this.headers = Objects.requireNonNull(headers, "headers");
            this.source = Objects.requireNonNull(source, "source");
            this.events = Objects.requireNonNull(events, "events");
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Headers headers() {
            return headers;
        }

        /** Returns the events, which may be read once. */
        public EventStream events() {
            return events;
        }

        /** Returns this answer with its events seen through a wrapper, whose {@code close} must close the wrapped. */
        public Streaming map(UnaryOperator<EventStream> wrapper) {
            return new Streaming(status, headers, source, wrapper.apply(events));
        }

        /** Returns whether the events come from this stream, however often they were wrapped. */
        @SuppressWarnings("ReferenceEquality") // which stream it is matters, not what it is equal to
        public boolean standsOn(EventStream stream) {
            return source == stream;
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
