/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.provider.openai.Dialect;

/** Which of Anyscale's two wires a base URL speaks. */
public enum Profile {
    /** The hosted Endpoints as they were until 2024-08-01, and RayLLM, their server. */
    ENDPOINTS("endpoints"),
    /** Ray Serve LLM, which is vLLM behind Ray Serve, as Anyscale Services run it. */
    RAY_SERVE("ray-serve");

    private final String word;

    Profile(String word) {
        this.word = word;
    }

    /** Returns the word for it in settings. */
    public String word() {
        return word;
    }

    Dialect dialect() {
        return this == ENDPOINTS ? new EndpointsDialect() : new RayServeDialect();
    }

    static Profile of(String word) {
        return word.equals(ENDPOINTS.word) ? ENDPOINTS : RAY_SERVE;
    }
}
