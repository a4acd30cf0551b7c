/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.CallReport;
import dev.postern.server.GatewayKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request under the logger {@code dev.postern.access}; neither bodies nor credentials. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.postern.access");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private AccessLog() {}

    static void write(Exchange exchange, int status, @Nullable CallReport report, long nanos, boolean broken) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        StringBuilder line = new StringBuilder(160);
        line.append(exchange.request().getMethod())
                .append(' ')
                .append(shown(exchange.request().getHttpURI().getPath()))
                .append(' ')
                .append(status)
                .append(' ')
                .append(nanos / NANOS_PER_MILLI)
                .append(" ms trace=")
                .append(exchange.traceId())
                .append(" tenant=")
                .append(exchange.caller().tenant());
        if (exchange.caller().keyId() != null) {
            line.append(" key=").append(exchange.caller().keyId());
        }
        if (report != null) {
            line.append(" provider=").append(report.provider());
            line.append(" target=").append(report.target());
            line.append(" cache=").append(report.cacheStatus().text());
        }
        LOG.info(broken ? line.append(" broken").toString() : line.toString());
    }

    /** A key that a caller put into its path by mistake does not stand in a log for ever. */
    private static String shown(@Nullable String path) {
        if (path == null) {
            return "-";
        }
        int key = path.indexOf(GatewayKeys.PREFIX);
        return key < 0 ? path : path.substring(0, key) + "***";
    }
}
