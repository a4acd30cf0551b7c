/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Gateway;
import java.util.List;

/** Brings routes to the HTTP face; without that face, nobody asks it. */
public interface EndpointFactory extends Plugin {
    /** Returns its routes, once for a face; two plugins with one route stop the face's start. */
    List<Endpoint> endpoints(Gateway gateway);
}
