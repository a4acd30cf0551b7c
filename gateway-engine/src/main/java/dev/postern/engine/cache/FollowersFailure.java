/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.PermissionException;
import dev.postern.api.PluginException;
import dev.postern.api.RefusedException;
import dev.postern.api.UnreachableException;

/** Tells followers of a leader's failure, each in an exception of its own, since that will hold its own report. */
final class FollowersFailure {
    private FollowersFailure() {}

    static GatewayException of(GatewayException leaders) {
        String problem = leaders.problem();
        if (leaders instanceof DeadlineException) {
            return DeadlineException.ofAttempt(problem, false);
        }
        if (leaders instanceof InvalidRequestException) {
            return new InvalidRequestException(problem, leaders.param());
        }
        if (leaders instanceof PermissionException) {
            return new PermissionException(problem);
        }
        if (leaders instanceof PluginException) {
            return new PluginException(problem, false, leaders);
        }
        if (leaders instanceof RefusedException) {
            return new RefusedException(problem, leaders.retryAfter().orElse(null));
        }
        return new UnreachableException(problem, false, leaders);
    }
}
