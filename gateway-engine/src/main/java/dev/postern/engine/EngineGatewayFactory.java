/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import dev.postern.api.Gateway;
import dev.postern.spi.GatewayFactory;

/** What {@link Gateway#builder()} finds. */
public final class EngineGatewayFactory implements GatewayFactory {
    /** Called by {@link java.util.ServiceLoader}. */
    public EngineGatewayFactory() {}

    @Override
    public Gateway.Builder newBuilder() {
        return new EngineGatewayBuilder();
    }
}
