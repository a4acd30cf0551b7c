/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Gateway;

/** Makes gateways; implemented by the engine and found by {@link java.util.ServiceLoader}. */
public interface GatewayFactory {
    /** Returns a new builder. */
    Gateway.Builder newBuilder();
}
