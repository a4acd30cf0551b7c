/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.postern.server.metrics.CallMetrics;
import dev.postern.spi.CallObserver;

/** The gateway over HTTP, started alone or as a Jetty handler. */
module dev.postern.server {
    requires transitive dev.postern.api;
    requires transitive org.eclipse.jetty.server;
    requires com.google.gson;
    requires java.sql;
    requires io.prometheus.metrics.config;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.http2.common;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.util;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;

    exports dev.postern.server;
    exports dev.postern.server.admin;

    provides CallObserver with
            CallMetrics;
}
