/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.Cancellation;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import dev.postern.spi.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt that takes longer than {@code request_timeout}: up to a whole answer, or to a stream's first event.
 *
 * <p><b>Position.</b> ATTEMPT: armed anew for each one, so what is further out sees a timeout as this attempt's failure.
 *
 * <p><b>Short-circuits when</b> never.
 *
 * <p><b>Adds to the record</b> nothing; the attempt's own report carries the timeout.
 */
public final class AttemptDeadlineStage implements Stage {
    private final @Nullable Duration timeout;
    private final Timer timer;

    /** Makes the stage; without a timeout only calls that bring their own are limited. */
    public AttemptDeadlineStage(@Nullable Duration timeout, Timer timer) {
        this.timeout = timeout;
        this.timer = timer;
    }

    @Override
    public Reply handle(Call call, Chain next) {
        Duration limit =
                call.options().requestTimeout() != null ? call.options().requestTimeout() : timeout;
        if (limit == null) {
            return next.proceed(call);
        }
        Cancellation.Child child = call.cancellation().child();
        Timer.Armed armed = timer.cancelAfter(limit, child.cancellation(), Cancellation.Reason.ATTEMPT_TIMEOUT);
        Reply reply = null;
        try {
            reply = next.proceed(call.withCancellation(child.cancellation()));
            return reply;
        } finally {
            armed.close();
            if (!(reply instanceof Reply.Streaming)) {
                child.close();
            }
        }
    }
}
