/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how one attempt at one target went.
 *
 * @param target the path of the target in the config, such as {@code config.targets[1]}
 * @param provider the provider's id
 * @param status the HTTP status that the attempt counts as; 408 for a timeout, 502 for a transport failure
 * @param sent whether any of the request may have reached the provider
 * @param duration from the start of the attempt to its answer; of a stream, to its first event
 * @param error why it failed, or null if it did not
 */
public record AttemptReport(
        String target,
        String provider,
        int status,
        boolean sent,
        Duration duration,
        @Nullable String error) {
    public AttemptReport {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(duration, "duration");
    }
}
