/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.api.AttemptReport;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import dev.postern.spi.TimeSource;
import java.time.Duration;

/**
 * Keeps to the number of requests that a provider allows at one time.
 *
 * <p><b>Position.</b> ATTEMPT, outermost: an attempt holds its place until its answer is there, a stream until its end. Waits
 * up to 100 ms for a place, which neither the attempt's deadline nor the breaker sees.
 *
 * <p><b>Short-circuits when</b> no place comes free: the attempt then fails as a 429 that was never sent, which retries and
 * falls over as one. A call that brings a host of its own is not counted.
 *
 * <p><b>Adds to the record</b> the attempt that found no place.
 */
public final class TargetLimitStage implements Stage {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int TOO_MANY = 429;

    private final TargetKey key;
    private final TargetStates states;
    private final int most;
    private final String path;
    private final TimeSource time;
    private volatile TargetStates.Limit held;

    /** Makes the stage for one target; places are shared by all of its provider, host and credential. */
    public TargetLimitStage(TargetKey key, TargetStates states, int most, String path, TimeSource time) {
        this.key = key;
        this.states = states;
        this.most = most;
        this.path = path;
        this.time = time;
        this.held = states.limit(key, most);
    }

    private TargetStates.Limit limit() {
        TargetStates.Limit limit = held;
        if (limit.dropped()) {
            limit = states.limit(key, most);
            held = limit;
        }
        limit.used(time.nanoTime());
        return limit;
    }

    @Override
    public Reply handle(Call call, Chain next) {
        if (call.options().customHost() != null) {
            return next.proceed(call);
        }
        long startedAt = time.nanoTime();
        Place place = limit().places().enter(call);
        if (place == null) {
            throw refused(call, startedAt);
        }
        Reply reply = null;
        try {
            reply = next.proceed(call);
            return reply instanceof Reply.Streaming stream ? place.heldBy(stream, call) : reply;
        } finally {
            if (!(reply instanceof Reply.Streaming)) {
                place.close();
            }
        }
    }

    private RefusedException refused(Call call, long startedAt) {
        String problem = path + ": " + most + " requests are under way at " + key.origin()
                + ", as many as max_concurrent allows";
        Duration waited = Duration.ofNanos(time.nanoTime() - startedAt);
        call.recorder().attempt(new AttemptReport(path, key.provider(), TOO_MANY, false, waited, problem));
        return new RefusedException(TOO_MANY, problem, RETRY_AFTER);
    }
}
