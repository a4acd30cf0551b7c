/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.health;

import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import dev.postern.engine.config.BreakerNode;
import dev.postern.engine.failure.FailureClass;

/** What one config counts as a failure, and when that opens a breaker. */
final class BreakerPolicy {
    /** What an attempt says of its target. */
    enum Outcome {
        /** The target answers. */
        ANSWERED,
        /** The target is at fault. */
        FAILED,
        /** Nothing can be said: too many requests, cancelled, or never sent. */
        UNKNOWN
    }

    private static final int MAX_BACKOFF = 10;

    private final BreakerNode node;

    BreakerPolicy(BreakerNode node) {
        this.node = node;
    }

    Outcome of(Reply reply) {
        if (reply.isSuccess()) {
            return Outcome.ANSWERED;
        }
        FailureClass failure = FailureClass.of(reply);
        if (node.failureStatusCodes().isEmpty() ? failure.blamesTarget() : listed(reply, failure)) {
            return Outcome.FAILED;
        }
        return failure == FailureClass.RATE ? Outcome.UNKNOWN : Outcome.ANSWERED;
    }

    /** What a request asks too much of says nothing of the target, whatever its status. */
    private boolean listed(Reply reply, FailureClass failure) {
        return failure != FailureClass.CONTEXT_WINDOW
                && failure != FailureClass.CONTENT_POLICY
                && node.failureStatusCodes().contains(reply.status());
    }

    /** A transport failure and an attempt's timeout always count: they have no status that could be listed. */
    static Outcome of(GatewayException failure) {
        boolean failed = (failure instanceof UnreachableException || failure instanceof DeadlineException)
                && FailureClass.of(failure).blamesTarget();
        return failed ? Outcome.FAILED : Outcome.UNKNOWN;
    }

    boolean opens(int inARow, long failed, long seen) {
        return inARow >= node.failureThreshold()
                || (seen >= node.minimumRequests() && failed * 100.0 >= node.failureThresholdPercentage() * seen);
    }

    /** Returns how long a breaker stays open after so many failed probes: doubled by each, up to ten times. */
    long openNanos(int failedProbes) {
        long once = node.cooldown().toNanos();
        return once * Math.min(MAX_BACKOFF, 1L << Math.min(failedProbes, 4));
    }

    @Override
    public String toString() {
        return "opens at " + node.failureThreshold() + " failures in a row or "
                + node.failureThresholdPercentage() + " % of " + node.minimumRequests() + ", for "
                + node.cooldown().toMillis() + " ms";
    }
}
