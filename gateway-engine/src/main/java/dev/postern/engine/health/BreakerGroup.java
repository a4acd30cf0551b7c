/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.engine.config.BreakerNode;
import dev.postern.spi.Target;
import java.util.List;

/**
 * The targets among which one strategy with {@code cb_config} chooses.
 *
 * <p>A breaker refuses only where a sibling is left that lets calls through: when all are open, all are used.
 */
public final class BreakerGroup {
    private final BreakerPolicy policy;
    private volatile List<Target> siblings = List.of();

    /** Starts without targets: then nothing is ever refused. */
    public BreakerGroup(BreakerNode config) {
        this.policy = new BreakerPolicy(config);
    }

    /** Says between which targets the strategy's router chooses freely. */
    public void connect(List<Target> targets) {
        this.siblings = List.copyOf(targets);
    }

    BreakerPolicy policy() {
        return policy;
    }

    boolean hasAnotherWay() {
        for (Target target : siblings) {
            if (target.available()) {
                return true;
            }
        }
        return false;
    }
}
