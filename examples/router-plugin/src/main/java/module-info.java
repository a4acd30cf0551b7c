/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The router {@code least-latency}, which shows how one is written. */
module dev.postern.examples.leastlatency {
    requires dev.postern.api;
    requires static org.jspecify;

    provides dev.postern.spi.RouterFactory with
            dev.postern.examples.leastlatency.LeastLatencyRouterFactory;
}
