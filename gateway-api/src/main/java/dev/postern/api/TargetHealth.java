/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a breaker knows of one target; configs that name the same target share it.
 *
 * @param provider the provider's id
 * @param host the origin that requests go to, such as {@code https://llm.example:8443}
 * @param model the model that the config sets, or null where the call's own goes out
 * @param state whether calls are let through
 * @param failures how many attempts have failed in a row
 * @param probeIn until the next probe; zero unless open
 */
public record TargetHealth(
        String provider, String host, @Nullable String model, State state, int failures, Duration probeIn) {
    /** Whether a breaker lets calls through. */
    public enum State {
        /** All calls. */
        CLOSED,
        /** None, unless no other target is left. */
        OPEN,
        /** One call at a time, as a probe. */
        HALF_OPEN
    }
}
