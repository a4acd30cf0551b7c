/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.api.GatewayException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.TargetHealth;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import java.time.Duration;

/**
 * Keeps attempts from a target that fails, until a probe succeeds.
 *
 * <p><b>Position.</b> ATTEMPT, before its deadline: sees every attempt, each retry included, with its timeout.
 *
 * <p><b>Short-circuits when</b> the target's breaker is open, or its probe is under way, and the strategy has another
 * target that lets calls through. A call that brings a host of its own is neither counted nor refused.
 *
 * <p><b>Adds to the record</b> nothing.
 */
public final class BreakerStage implements Stage {
    private final TargetKey key;
    private final TargetStates states;
    private final BreakerGroup group;
    private final String path;
    private volatile Breaker held;

    /** Makes the stage for one target of a group; the breaker itself is that of the key. */
    public BreakerStage(TargetKey key, TargetStates states, BreakerGroup group, String path) {
        this.key = key;
        this.states = states;
        this.group = group;
        this.path = path;
        this.held = states.breaker(key);
    }

    private Breaker breaker() {
        Breaker breaker = held;
        if (breaker.dropped()) {
            breaker = states.breaker(key);
            held = breaker;
        }
        return breaker;
    }

    /** Returns whether a call that came now would be let through. */
    public boolean available() {
        return held.available();
    }

    /** Returns whether an attempt that came now would not be refused: it is let through, or there is no other way. */
    public boolean letsThrough() {
        return available() || !group.hasAnotherWay();
    }

    /** Returns what the breaker knows. */
    public TargetHealth health() {
        return breaker().health(key);
    }

    @Override
    public Reply handle(Call call, Chain next) {
        if (call.options().customHost() != null) {
            return next.proceed(call);
        }
        Breaker breaker = breaker();
        long ticket = breaker.enter();
        if (ticket == Breaker.REFUSED) {
            if (group.hasAnotherWay()) {
                Duration probeIn = breaker.health(key).probeIn();
                throw new RefusedException(path + ": its breaker is open; another target is left", probeIn);
            }
            ticket = breaker.force();
        }
        BreakerPolicy.Outcome outcome = BreakerPolicy.Outcome.UNKNOWN;
        try {
            Reply reply = next.proceed(call);
            outcome = group.policy().of(reply);
            return reply;
        } catch (GatewayException e) {
            outcome = BreakerPolicy.of(e);
            throw e;
        } finally {
            breaker.leave(ticket, outcome, group.policy());
        }
    }

    @Override
    public String toString() {
        return group.policy().toString();
    }
}
