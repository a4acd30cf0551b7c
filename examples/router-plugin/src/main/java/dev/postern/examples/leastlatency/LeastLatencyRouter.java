/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.leastlatency;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;

/**
 * Draws two targets and calls the one that promises the earlier answer: latency seen lately × calls under way. A weight
 * counts only where it is 0.
 *
 * <p>Two, not all: were every call to take the one fastest target, all would run to it at once. See Mitzenmacher, "The
 * Power of Two Choices in Randomized Load Balancing" (2001).
 */
final class LeastLatencyRouter implements Router {
    private final AtomicIntegerArray underWay;
    private final RandomGenerator random;

    LeastLatencyRouter(int targets, RandomGenerator random) {
        this.underWay = new AtomicIntegerArray(targets);
        this.random = random;
    }

    @Override
    public Reply route(Call call, List<Target> targets) {
        int chosen = choose(targets);
        underWay.incrementAndGet(chosen);
        try {
            return targets.get(chosen).call(call);
        } finally {
            underWay.decrementAndGet(chosen);
        }
    }

    private int choose(List<Target> targets) {
        int one = draw(targets, -1);
        int other = draw(targets, one);
        return other >= 0 && cost(targets.get(other), other) < cost(targets.get(one), one) ? other : one;
    }

    /** Draws among the available targets but one; where none is available, among all but that one; -1 if none is left. */
    private int draw(List<Target> targets, int except) {
        int available = 0;
        int any = 0;
        int drawn = -1;
        for (int i = 0; i < targets.size(); i++) {
            if (i == except || targets.get(i).weight() == 0) {
                continue;
            }
            boolean takes = targets.get(i).available()
                    ? random.nextInt(++available) == 0
                    : available == 0 && random.nextInt(++any) == 0;
            drawn = takes ? i : drawn;
        }
        return drawn;
    }

    /** A target of which nothing is known costs nothing, so it is tried, but by one call at a time. */
    private double cost(Target target, int index) {
        double nanos = target.latency().toNanos();
        int calls = underWay.get(index);
        return nanos == 0 ? (calls == 0 ? 0 : Double.MAX_VALUE) : nanos * (calls + 1);
    }
}
