/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is laid out on the connection.
 *
 * @param framing how events become bytes
 * @param errorAfter events before an error event and {@code [DONE]}, or -1 for no error event
 * @param done whether a stream ends with {@code [DONE]}
 * @param trailer data of one more event behind the end, or null
 * @param asJson whether a request for a stream is answered whole
 * @param unframed whether the body's end is the connection's end, with neither length nor chunks
 * @param closes whether the connection is closed after the answer without saying so
 * @param bytesPerDrip bytes of body per interval, 0 for all at once
 * @param interval the time between drips
 */
record Shape(
        Framing framing,
        int errorAfter,
        boolean done,
        @Nullable String trailer,
        boolean asJson,
        boolean unframed,
        boolean closes,
        int bytesPerDrip,
        Duration interval) {

    static final Shape PLAIN = new Shape(Framing.lf(), -1, true, null, false, false, false, 0, Duration.ZERO);

    Shape withFraming(Framing other) {
        return new Shape(other, errorAfter, done, trailer, asJson, unframed, closes, bytesPerDrip, interval);
    }

    Shape withErrorAfter(int events) {
        return new Shape(framing, events, done, trailer, asJson, unframed, closes, bytesPerDrip, interval);
    }

    Shape withoutDone() {
        return new Shape(framing, errorAfter, false, trailer, asJson, unframed, closes, bytesPerDrip, interval);
    }

    Shape withTrailer(String data) {
        return new Shape(framing, errorAfter, done, data, asJson, unframed, closes, bytesPerDrip, interval);
    }

    Shape whole() {
        return new Shape(framing, errorAfter, done, trailer, true, unframed, closes, bytesPerDrip, interval);
    }

    Shape withoutLength() {
        return new Shape(framing, errorAfter, done, trailer, asJson, true, closes, bytesPerDrip, interval);
    }

    Shape closing() {
        return new Shape(framing, errorAfter, done, trailer, asJson, unframed, true, bytesPerDrip, interval);
    }

    Shape dripping(int bytes, Duration every) {
        return new Shape(framing, errorAfter, done, trailer, asJson, unframed, closes, bytes, every);
    }
}
