/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Draws faults at random from a seed, for soak runs: {@code upstream.any().always(Faults.mix(seed, 0.3, Faults.usual()))}.
 *
 * <p>The n-th draw depends on the seed and n alone. Thread-safe.
 */
public final class Faults implements Supplier<Fault> {
    private final long seed;
    private final double share;
    private final List<Fault> faults;
    private final AtomicLong draws = new AtomicLong();

    private Faults(long seed, double share, List<Fault> faults) {
        this.seed = seed;
        this.share = share;
        this.faults = faults;
    }

    /**
     * Makes a mix.
     *
     * @param seed the seed; print it where a run is to be repeated
     * @param share the share of requests that get a fault, from 0 to 1; the others are answered
     * @param faults the faults, each as likely as the others; not empty
     */
    public static Faults mix(long seed, double share, List<Fault> faults) {
        if (faults.isEmpty() || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a mix needs faults and a share from 0 to 1, not " + share);
        }
        return new Faults(seed, share, List.copyOf(faults));
    }

    /** Makes a mix of the {@linkplain #usual() usual faults}. */
    public static Faults mix(long seed, double share) {
        return mix(seed, share, usual());
    }

    /** Returns faults that a caller must bear, each light enough to be drawn thousands of times. */
    public static List<Fault> usual() {
        Duration brief = Duration.ofMillis(20);
        return List.of(
                Fault.status(429).retryAfter("0"),
                Fault.status(429).retryAfter("soon"),
                Fault.status(429).retryAfterMs("5"),
                Fault.status(500),
                Fault.status(502, ErrorForm.HTML, "Bad Gateway"),
                Fault.status(503, ErrorForm.DETAIL_TEXT, "No replica is free."),
                Fault.status(504, ErrorForm.PLAIN_TEXT, "upstream request timeout"),
                Fault.status(529),
                Fault.okWithError(),
                Fault.html(),
                Fault.emptyBody(),
                Fault.malformedJson(),
                Fault.silence(),
                Fault.none().delay(brief),
                Fault.stallAfterHeaders(),
                Fault.stallAfterEvents(2),
                Fault.cutBeforeAnswer(),
                Fault.cutAfterEvents(2),
                Fault.cutAfterEvents(2).unframed(),
                Fault.resetBeforeAnswer(),
                Fault.resetAfterEvents(2),
                Fault.drip(7, Duration.ofMillis(2)),
                Fault.commentsAfterEvents(1, brief),
                Fault.errorEventAfter(2),
                Fault.withoutDone(),
                Fault.dataAfterDone("{\"choices\":[]}"),
                Fault.jsonToStream(),
                Fault.closeWhileIdle(),
                Fault.framing(Framing.crlf().withBom().withComments().splitEvery(5)),
                Fault.framing(Framing.cr().withFields().multiLine()));
    }

    /** Draws the next fault, {@link Fault#none()} where the request is to be answered. */
    @Override
    public Fault get() {
        long state = Generator.mix(seed + 0x9e3779b97f4a7c15L * draws.incrementAndGet());
        double roll = (state >>> 11) * 0x1.0p-53;
        int index = (int) Long.remainderUnsigned(Generator.mix(state + 1), faults.size());
        return roll < share ? faults.get(index) : Fault.none();
    }
}
