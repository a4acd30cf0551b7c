/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.Limits;
import dev.postern.engine.cache.ResponseCaches;
import dev.postern.engine.deadline.Watchdog;
import dev.postern.engine.discovery.Plugins;
import dev.postern.engine.health.TargetStates;
import dev.postern.engine.retry.RetryBudgets;
import dev.postern.engine.transport.DestinationPolicy;
import dev.postern.engine.transport.Transport;
import dev.postern.spi.Calls;
import dev.postern.spi.CredentialSource;
import dev.postern.spi.TimeSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What all pipelines of one gateway share.
 *
 * @param plugins what configs may name
 * @param providers the providers' adapters, made at first use
 * @param transport sends requests
 * @param policy decides which hosts calls and callers' configs may bring
 * @param credentials where stored credentials are found
 * @param budgets the retry budgets by host
 * @param latencies the latencies by target
 * @param states what is known of targets: breakers and limits
 * @param caches the answers that may be served again
 * @param limits the gateway's limits
 * @param watchdog fires deadlines
 * @param time the clocks
 * @param random the source of chance
 * @param executor where plugins run work beside the calls
 * @param calls how plugins place calls of their own
 */
public record EngineParts(
        Plugins plugins,
        Providers providers,
        Transport transport,
        DestinationPolicy policy,
        CredentialSource credentials,
        RetryBudgets budgets,
        Latencies latencies,
        TargetStates states,
        ResponseCaches caches,
        Limits limits,
        Watchdog watchdog,
        TimeSource time,
        RandomGenerator random,
        Executor executor,
        Calls calls) {}
