/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallReport;
import dev.postern.api.GatewayException;
import java.time.Duration;
import java.util.Locale;

/** One line of the demo's table. */
record Row(
        String call,
        String target,
        String cache,
        String attempts,
        String latency,
        String tokens,
        String cost,
        boolean asExpected) {
    private static final String NONE = "-";

    /** Tells a call by its report. */
    static Row of(String call, CallReport report, boolean asExpected) {
        return new Row(
                call,
                target(report),
                cache(report),
                String.valueOf(report.attempts().size()),
                millis(report.total()),
                report.usage().map(usage -> String.valueOf(usage.totalTokens())).orElse(NONE),
                report.cost().map(Object::toString).orElse(NONE),
                asExpected);
    }

    /** Tells a call that failed. */
    static Row of(String call, GatewayException error, Duration latency, boolean asExpected) {
        return new Row(
                call,
                "none: HTTP " + error.status() + " " + error.type(),
                "",
                error.report()
                        .map(report -> String.valueOf(report.attempts().size()))
                        .orElse(NONE),
                millis(latency),
                NONE,
                NONE,
                asExpected);
    }

    /** Leaves out what all targets begin with: {@code config.targets[1]} is told as {@code [1]}. */
    private static String target(CallReport report) {
        String model = report.model() == null
                ? ""
                : " " + report.model().substring(report.model().lastIndexOf('/') + 1);
        return (report.target().replaceFirst("^config(\\.targets)?", "") + model).strip();
    }

    /** Says what the cache did, with the similarity of a semantic hit or the guard that refused one. */
    private static String cache(CallReport report) {
        CacheStatus status = report.cacheStatus();
        if (status == CacheStatus.DISABLED) {
            return "";
        }
        String why = status == CacheStatus.SEMANTIC_HIT ? "semantic.similarity" : "semantic.refused_by";
        String reason = report.attributes().get(why);
        return reason == null ? status.text() : status.text() + ", " + reason;
    }

    static String millis(Duration duration) {
        return duration.toMillis() < 10
                ? String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6)
                : duration.toMillis() + " ms";
    }
}
