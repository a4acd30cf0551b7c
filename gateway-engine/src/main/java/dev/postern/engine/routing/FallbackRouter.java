/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PluginException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import dev.postern.spi.Call;
import dev.postern.spi.Router;
import dev.postern.spi.Target;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls the targets in order until one of them does not fail. */
final class FallbackRouter implements Router {
    private final @Nullable Set<Integer> onStatusCodes;

    /** Falls over on these statuses, or on any failure where null. */
    FallbackRouter(@Nullable Set<Integer> onStatusCodes) {
        this.onStatusCodes = onStatusCodes;
    }

    @Override
    public Reply route(Call call, List<Target> targets) {
        int last = targets.size() - 1;
        for (int i = 0; i < last; i++) {
            Reply reply = tryTarget(targets.get(i), call);
            if (reply != null) {
                return reply;
            }
            if (call.cancellation().isCancelled()) {
                throw call.ended(true);
            }
        }
        return targets.get(last).call(call);
    }

    /** Returns the target's reply, or null where the next target shall be tried. */
    private @Nullable Reply tryTarget(Target target, Call call) {
        try {
            Reply reply = target.call(call);
            if (reply.isSuccess() || !fallsOver(reply.status())) {
                return reply;
            }
            reply.close();
            return null;
        } catch (GatewayException e) {
            if (!blamesTheTarget(e) || !fallsOver(e.status())) {
                throw e;
            }
            return null;
        }
    }

    /** Returns whether another target may do better; not so when time or the caller ended the call. */
    private static boolean blamesTheTarget(GatewayException failure) {
        return failure instanceof UnreachableException
                || failure instanceof PluginException
                || failure instanceof InvalidRequestException
                || (failure instanceof DeadlineException && failure.retryable());
    }

    private boolean fallsOver(int status) {
        return onStatusCodes == null || onStatusCodes.contains(status);
    }
}
