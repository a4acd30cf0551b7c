/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.spi.TimeSource;

/**
 * The latencies of all targets, outside the pipelines, so that they survive a change of config and are shared by configs
 * that name the same target.
 */
public final class Latencies {
    // As many as the compiled pipelines use, and no more.
    private final Cache<String, Latency> byTarget =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    private final TimeSource time;

    /** Starts without any. */
    public Latencies(TimeSource time) {
        this.time = time;
    }

    /** Returns the latency of a target, the same as long as any pipeline holds it. */
    Latency of(String target) {
        return byTarget.get(target, key -> new Latency(time));
    }
}
