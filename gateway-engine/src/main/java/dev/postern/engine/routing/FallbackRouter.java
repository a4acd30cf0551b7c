/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.GatewayException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.engine.failure.FailureClass;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls the targets in order until one of them does not fail; skips open breakers unless all are. */
final class FallbackRouter implements Router {
    private final @Nullable Set<Integer> onStatusCodes;

    /** Falls over on these statuses, or on any failure where null. */
    FallbackRouter(@Nullable Set<Integer> onStatusCodes) {
        this.onStatusCodes = onStatusCodes;
    }

    @Override
    public Reply route(Call call, List<Target> targets) {
        boolean choosy = anyAvailable(targets);
        Reply reply = null;
        GatewayException failure = null;
        RefusedException refusal = null;
        for (Target target : targets) {
            if (choosy && !target.available()) {
                continue;
            }
            if ((reply != null || failure != null) && call.cancellation().isCancelled()) {
                throw call.ended(true);
            }
            try {
                Reply answer = target.call(call);
                close(reply);
                if (answer.isSuccess() || !fallsOver(answer)) {
                    return answer;
                }
                reply = answer;
                failure = null;
            } catch (RefusedException e) {
                if (FailureClass.of(e) == FailureClass.REFUSED) {
                    // Nothing was sent: what the target before said stays the last word.
                    refusal = e;
                    continue;
                }
                failure = orThrow(e, reply);
                reply = null;
            } catch (GatewayException e) {
                failure = orThrow(e, reply);
                reply = null;
            }
        }
        return lastWord(reply, failure, refusal);
    }

    private static boolean anyAvailable(List<Target> targets) {
        for (Target target : targets) {
            if (target.available()) {
                return true;
            }
        }
        return false;
    }

    private static void close(@Nullable Reply reply) {
        if (reply != null) {
            reply.close();
        }
    }

    /** Lets go of the failure before, and returns this one if another target may do better. */
    private GatewayException orThrow(GatewayException failure, @Nullable Reply before) {
        close(before);
        if (!FailureClass.of(failure).fallsOver() || !fallsOver(failure.status())) {
            throw failure;
        }
        return failure;
    }

    private static Reply lastWord(
            @Nullable Reply reply, @Nullable GatewayException failure, @Nullable RefusedException refusal) {
        if (reply != null) {
            return reply;
        }
        if (failure != null) {
            throw failure;
        }
        throw refusal != null ? refusal : new IllegalStateException("no target was asked");
    }

    private boolean fallsOver(Reply reply) {
        return FailureClass.of(reply).fallsOver() && fallsOver(reply.status());
    }

    private boolean fallsOver(int status) {
        return onStatusCodes == null || onStatusCodes.contains(status);
    }
}
