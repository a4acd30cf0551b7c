/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

/** Names the wire that a {@link ScriptedUpstream} speaks. */
public enum Profile {
    /**
     * The shared Anyscale Endpoints service as it was (RayLLM): {@code object} is always {@code text_completion}, ids hold
     * slashes, contents begin with a blank, streams carry usage unasked, and requests are checked as strictly as there.
     */
    ENDPOINTS,

    /**
     * Ray Serve LLM (vLLM) as a user deploys it: OpenAI's shapes with extra fields, {@code error.code} as a number, several
     * events in one TCP write, usage in a stream only when asked for.
     */
    RAY_SERVE
}
