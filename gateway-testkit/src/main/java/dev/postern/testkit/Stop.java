/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.time.Duration;

/**
 * Where an answer stops, and how.
 *
 * @param at the place
 * @param count events or bytes that are delivered before, where the place counts them
 * @param act what happens there
 * @param interval the time between endless comments
 */
record Stop(Place at, long count, Act act, Duration interval) {
    static final Stop NEVER = new Stop(Place.NEVER, 0, Act.CUT, Duration.ZERO);

    /** Where the answer stops. */
    enum Place {
        NEVER,
        BEFORE_ANSWER,
        AFTER_HEADERS,
        AFTER_EVENTS,
        AFTER_BYTES
    }

    /** What happens there. */
    enum Act {
        STALL,
        CUT,
        RESET,
        COMMENTS
    }

    /** Returns how many of a whole body's bytes are delivered; at least one is held back, or nothing would stop. */
    int bytesOfWhole(int length) {
        if (at == Place.NEVER) {
            return length;
        }
        // A whole body has no events to count: half of it stands for "some of them".
        long wanted = at == Place.AFTER_BYTES ? count : at == Place.AFTER_EVENTS && count > 0 ? length / 2 : 0;
        return (int) Math.max(0, Math.min(wanted, length - 1L));
    }
}
