/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.metrics;

import dev.postern.api.AttemptReport;
import dev.postern.api.CallReport;
import dev.postern.api.Cost;
import dev.postern.api.GatewayException;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.CallObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the calls of one gateway for Prometheus, by labels of which there are few: never models, tenants or keys. */
public final class CallMetrics implements CallObserver {
    private static final String NONE = "none";
    private static final int OK = 200;
    private static final int INTERNAL_ERROR = 500;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter calls = Counter.builder()
            .name("postern_calls_total")
            .help("Calls that have ended.")
            .labelNames("operation", "provider", "status", "cache")
            .withoutExemplars()
            .register(registry);
    private final Histogram duration = seconds("postern_call_duration_seconds", "From the call to its end.");
    private final Histogram firstChunk =
            seconds("postern_time_to_first_chunk_seconds", "From a streamed call to its first event.");
    private final Histogram overhead =
            seconds("postern_overhead_seconds", "What the gateway itself took, waits between retries included.");
    private final Counter attempts = Counter.builder()
            .name("postern_attempts_total")
            .help("Attempts at providers, those that reached none (502) included.")
            .labelNames("provider", "status")
            .withoutExemplars()
            .register(registry);
    private final Counter tokens = Counter.builder()
            .name("postern_tokens_total")
            .help("Tokens that providers reported.")
            .labelNames("provider", "kind")
            .withoutExemplars()
            .register(registry);
    private final Counter cost = Counter.builder()
            .name("postern_cost_total")
            .help("Cost by the providers' price tables, where the model is known.")
            .labelNames("provider", "currency")
            .withoutExemplars()
            .register(registry);

    /** Starts at zero. */
    public CallMetrics() {}

    private Histogram seconds(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames("provider")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    @Override
    public String id() {
        return "metrics";
    }

    @Override
    public void ended(Call call, CallReport report, @Nullable Throwable error) {
        String provider = report.provider() == null ? NONE : report.provider();
        calls.labelValues(
                        call.operation().name(),
                        provider,
                        Integer.toString(status(report, error)),
                        report.cacheStatus().text())
                .inc();
        duration.labelValues(provider).observe(seconds(report.total()));
        overhead.labelValues(provider).observe(seconds(report.overhead()));
        Duration first = report.timeToFirstChunk();
        if (first != null) {
            firstChunk.labelValues(provider).observe(seconds(first));
        }
        for (AttemptReport attempt : report.attempts()) {
            // What was refused here before anything was sent is no answer of the provider's.
            if (attempt.sent() || attempt.status() >= INTERNAL_ERROR) {
                attempts.labelValues(attempt.provider(), Integer.toString(attempt.status()))
                        .inc();
            }
        }
        report.usage().ifPresent(usage -> count(provider, usage));
        report.cost().ifPresent(amount -> count(provider, amount));
    }

    private static int status(CallReport report, @Nullable Throwable error) {
        if (error != null) {
            return error instanceof GatewayException ours ? ours.status() : INTERNAL_ERROR;
        }
        List<AttemptReport> made = report.attempts();
        return made.isEmpty() ? OK : made.get(made.size() - 1).status();
    }

    private void count(String provider, Usage usage) {
        tokens.labelValues(provider, "prompt").inc(usage.promptTokens());
        tokens.labelValues(provider, "completion").inc(usage.completionTokens());
    }

    private void count(String provider, Cost amount) {
        cost.labelValues(provider, amount.currency()).inc(amount.amount().doubleValue());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    PrometheusRegistry registry() {
        return registry;
    }
}
