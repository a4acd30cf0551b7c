/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.retry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.spi.TimeSource;
import java.time.Duration;

/** The retry budgets of all hosts, outside the pipelines, so that they survive a change of config. */
public final class RetryBudgets {
    private static final int MAX_HOSTS = 10_000;

    private final Cache<String, RetryBudget> byOrigin;
    private final TimeSource time;

    /** Starts without any; one that is idle for an hour is dropped. */
    public RetryBudgets(TimeSource time) {
        this.time = time;
        this.byOrigin = Caffeine.newBuilder()
                .maximumSize(MAX_HOSTS)
                .expireAfterAccess(Duration.ofHours(1))
                .executor(Runnable::run)
                .build();
    }

    /** Returns the budget of a host. */
    public RetryBudget of(String origin) {
        return byOrigin.get(origin, host -> new RetryBudget(time));
    }
}
