/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.postern.engine.EngineGatewayFactory;
import dev.postern.spi.CallObserver;
import dev.postern.spi.EmbedderFactory;
import dev.postern.spi.EndpointFactory;
import dev.postern.spi.FeedbackListener;
import dev.postern.spi.GatewayFactory;
import dev.postern.spi.ProviderFactory;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.StageFactory;

/** The engine; callers need nothing of it but its presence. */
module dev.postern.engine {
    requires dev.postern.api;
    requires com.google.gson;
    requires com.google.common;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires static org.jspecify;

    uses CallObserver;
    uses EmbedderFactory;
    uses EndpointFactory;
    uses FeedbackListener;
    uses ProviderFactory;
    uses ResponseCacheFactory;
    uses RouterFactory;
    uses StageFactory;

    provides GatewayFactory with
            EngineGatewayFactory;
}
