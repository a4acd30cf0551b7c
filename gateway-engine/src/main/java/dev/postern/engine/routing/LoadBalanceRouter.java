/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import java.util.List;
import java.util.random.RandomGenerator;

/** Calls one target, drawn by weight; leaves out open breakers unless all are. */
final class LoadBalanceRouter implements Router {
    private final double[] upperBounds;
    private final RandomGenerator random;

    /** Takes the weights as they stand; they may have any sum above 0. */
    LoadBalanceRouter(List<Target> targets, RandomGenerator random) {
        this.upperBounds = new double[targets.size()];
        this.random = random;
        double sum = 0;
        for (int i = 0; i < upperBounds.length; i++) {
            sum += targets.get(i).weight();
            upperBounds[i] = sum;
        }
    }

    @Override
    public Reply route(Call call, List<Target> targets) {
        return targets.get(draw(targets)).call(call);
    }

    private int draw(List<Target> targets) {
        double open = 0;
        boolean all = true;
        for (int i = 0; i < upperBounds.length; i++) {
            if (weight(i) > 0 && targets.get(i).available()) {
                open += weight(i);
            } else {
                all &= weight(i) == 0;
            }
        }
        return all || open == 0 ? draw() : drawAvailable(targets, open);
    }

    private double weight(int i) {
        return i == 0 ? upperBounds[0] : upperBounds[i] - upperBounds[i - 1];
    }

    /** Draws among the targets that let calls through; one that changes meanwhile refuses, and is drawn again. */
    private int drawAvailable(List<Target> targets, double sum) {
        double left = random.nextDouble() * sum;
        int drawn = lastWithWeight();
        for (int i = 0; i < upperBounds.length; i++) {
            if (weight(i) > 0 && targets.get(i).available()) {
                drawn = i;
                left -= weight(i);
                if (left < 0) {
                    break;
                }
            }
        }
        return drawn;
    }

    /** Draws an index; a target of weight 0 has an empty range, which the strict comparison never hits. */
    private int draw() {
        int last = upperBounds.length - 1;
        double point = random.nextDouble() * upperBounds[last];
        for (int i = 0; i < last; i++) {
            if (point < upperBounds[i]) {
                return i;
            }
        }
        return lastWithWeight();
    }

    private int lastWithWeight() {
        int i = upperBounds.length - 1;
        while (i > 0 && upperBounds[i] == upperBounds[i - 1]) {
            i--;
        }
        return i;
    }
}
