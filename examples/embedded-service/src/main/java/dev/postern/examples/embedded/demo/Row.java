/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.api.CallReport;
import dev.postern.api.GatewayException;
import java.time.Duration;
import java.util.Locale;

/** One line of the demo's table. */
record Row(
        String call, String target, String attempts, String latency, String tokens, String cost, boolean asExpected) {
    private static final String NONE = "-";

    /** Tells a call by its report. */
    static Row of(String call, CallReport report, boolean asExpected) {
        String model = report.model() == null
                ? ""
                : " " + report.model().substring(report.model().lastIndexOf('/') + 1);
        return new Row(
                call,
                report.target() + model,
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
                error.report()
                        .map(report -> String.valueOf(report.attempts().size()))
                        .orElse(NONE),
                millis(latency),
                NONE,
                NONE,
                asExpected);
    }

    static String millis(Duration duration) {
        return duration.toMillis() < 10
                ? String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6)
                : duration.toMillis() + " ms";
    }
}
