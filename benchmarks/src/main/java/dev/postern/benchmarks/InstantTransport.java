/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.benchmarks;

import dev.postern.api.Cancellation;
import dev.postern.api.Headers;
import dev.postern.engine.transport.Transport;
import dev.postern.engine.transport.TransportAnswer;
import dev.postern.engine.transport.TransportRequest;

/** Answers every request at once from memory, so that what is measured is the gateway alone. */
final class InstantTransport implements Transport {
    private static final Headers HEADERS = Headers.builder()
            .add("content-type", "application/json")
            .add("x-request-id", "7f3a2b90")
            .build();

    private final byte[] answer;

    /** Answers 200 with a copy of these bytes, as a socket would give a new array each time. */
    InstantTransport(byte[] answer) {
        this.answer = answer;
    }

    @Override
    public TransportAnswer send(TransportRequest request, Cancellation cancellation) {
        return new InstantAnswer(answer);
    }

    @Override
    public void close() {}

    private static final class InstantAnswer implements TransportAnswer {
        private final byte[] content;
        private int position;

        InstantAnswer(byte[] content) {
            this.content = content;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public Headers headers() {
            return HEADERS;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == content.length) {
                return -1;
            }
            int count = Math.min(length, content.length - position);
            System.arraycopy(content, position, buffer, offset, count);
            position += count;
            return count;
        }

        @Override
        public byte[] readAll(int maxBytes) {
            return content.clone();
        }

        @Override
        public void close() {}
    }
}
