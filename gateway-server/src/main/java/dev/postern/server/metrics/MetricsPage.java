/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.metrics;

import dev.postern.api.Gateway;
import dev.postern.api.Headers;
import dev.postern.spi.CallObserver;
import dev.postern.spi.EndpointAnswer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes a gateway's counts, and those of the face before it, in Prometheus's text format. */
public final class MetricsPage {
    private final List<PrometheusRegistry> registries = new ArrayList<>();

    /**
     * Joins the counts.
     *
     * @param inFlight how many requests are being answered now
     */
    public MetricsPage(Gateway gateway, LongSupplier inFlight) {
        PrometheusRegistry own = new PrometheusRegistry();
        GaugeWithCallback.builder()
                .name("postern_requests_in_flight")
                .help("Requests that are being answered.")
                .callback(gauge -> gauge.call((double) inFlight.getAsLong()))
                .register(own);
        registries.add(own);
        for (CallObserver observer : gateway.plugins(CallObserver.class)) {
            if (observer instanceof CallMetrics metrics) {
                registries.add(metrics.registry());
            }
        }
    }

    /** Returns the counts as they stand now. */
    public EndpointAnswer answer() {
        List<MetricSnapshot> all = new ArrayList<>();
        for (PrometheusRegistry registry : registries) {
            registry.scrape().forEach(all::add);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(8192);
        try {
            PrometheusTextFormatWriter.create()
                    .write(text, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EndpointAnswer(
                200,
                Headers.of("content-type", PrometheusTextFormatWriter.CONTENT_TYPE),
                new ByteArrayInputStream(text.toByteArray()));
    }
}
