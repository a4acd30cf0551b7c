/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.retry;

import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import dev.postern.engine.failure.FailureClass;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tries a target again when it failed in a way that may pass.
 *
 * <p><b>Position.</b> TARGET: sees one call per target and passes it on once per attempt; what is further out sees only
 * the last attempt's reply.
 *
 * <p><b>Short-circuits when</b> never; it always passes the call on at least once.
 *
 * <p><b>Adds to the record</b> how the retries went: 0 none needed, n the n-th succeeded, -1 used up.
 */
public final class RetryStage implements Stage {
    private static final int MAX_RETRIES_PER_CALL = 8;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final int USED_UP = -1;

    private final RetryPolicy policy;
    private final RetryBudget budget;
    private final TimeSource time;
    private final RandomGenerator random;
    private final BooleanSupplier letsThrough;

    /** Makes the stage for one target without a breaker; the budget is shared by all targets of one host. */
    public RetryStage(RetryPolicy policy, RetryBudget budget, StageContext context) {
        this(policy, budget, context, () -> true);
    }

    /** Makes the stage for one target, which does not wait for an attempt that the target's breaker would refuse. */
    public RetryStage(RetryPolicy policy, RetryBudget budget, StageContext context, BooleanSupplier letsThrough) {
        this.letsThrough = letsThrough;
        this.policy = policy;
        this.budget = budget;
        this.time = context.time();
        this.random = context.random();
    }

    @Override
    public Reply handle(Call call, Chain next) {
        int allowed = call.options().retries() >= 0 ? call.options().retries() : policy.attempts();
        budget.earn();
        Reply reply = null;
        GatewayException failure = null;
        for (int retry = 0; ; retry++) {
            try {
                reply = next.proceed(call.withAttempt(retry));
                failure = null;
            } catch (UnreachableException | DeadlineException e) {
                reply = null;
                failure = e;
            } catch (RefusedException e) {
                if (retry > 0 && FailureClass.of(e) == FailureClass.REFUSED) {
                    // The last failure opened the breaker: it is what happened, and it was sent.
                    call.recorder().retries(USED_UP);
                    return answer(reply, failure);
                }
                reply = null;
                failure = e;
            }
            if (!isRetried(reply, failure)) {
                call.recorder().retries(retry);
                if (allowed > 0 && (reply == null || !reply.isSuccess())) {
                    // Says that a failure was not worth a retry here, which whoever asked may not know.
                    call.recorder().put("retry.not_retried", "true");
                }
                return answer(reply, failure);
            }
            Duration wait = retry < allowed ? waitBefore(retry, call, reply) : null;
            if (wait == null) {
                call.recorder().retries(allowed == 0 ? 0 : USED_UP);
                return answer(reply, failure);
            }
            if (reply != null) {
                reply.close();
            }
            pause(wait, call, failure == null || failure.sent());
        }
    }

    private boolean isRetried(@Nullable Reply reply, @Nullable GatewayException failure) {
        if (reply != null) {
            return !reply.isSuccess()
                    && policy.onStatusCodes().contains(reply.status())
                    && FailureClass.of(reply).repeats();
        }
        return failure != null
                && failure.retryable()
                && policy.onStatusCodes().contains(failure.status())
                && FailureClass.of(failure).repeats();
    }

    private static Reply answer(@Nullable Reply reply, @Nullable GatewayException failure) {
        if (reply != null) {
            return reply;
        }
        throw failure == null ? new IllegalStateException("neither reply nor failure") : failure;
    }

    /** Returns how long to wait before the next attempt, or null where there shall be none. */
    private @Nullable Duration waitBefore(int retry, Call call, @Nullable Reply reply) {
        Duration wait = policy.jitter(retry, random);
        if (policy.useRetryAfterHeader() && reply != null) {
            Optional<Duration> asked = reply.retryAfter(time.now());
            wait = asked.orElse(wait);
        }
        boolean fits = letsThrough.getAsBoolean()
                && wait.compareTo(MAX_WAIT) <= 0
                && wait.toNanos() < call.deadline().remainingNanos();
        return fits && budget.spend() && call.recorder().retry() <= MAX_RETRIES_PER_CALL ? wait : null;
    }

    private void pause(Duration wait, Call call, boolean sent) {
        try {
            if (!wait.isZero()) {
                time.sleep(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.ended(sent);
        }
        if (call.cancellation().isCancelled()) {
            throw call.ended(sent);
        }
    }
}
