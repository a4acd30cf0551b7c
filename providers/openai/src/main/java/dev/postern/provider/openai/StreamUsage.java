/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Body;
import dev.postern.api.JsonView;

/** How a caller wants the tokens of a streamed answer reported. */
enum StreamUsage {
    /** Not at all: OpenAI's default. */
    HIDDEN,
    /** In one last chunk without choices: {@code include_usage}. */
    LAST,
    /** In every chunk, summed so far: {@code continuous_usage_stats} of vLLM besides. */
    EVERY;

    /** Reads the wish from a request. */
    static StreamUsage of(Body request) {
        JsonView options = request.json().get("stream_options");
        if (!options.get("include_usage").bool().orElse(false)) {
            return HIDDEN;
        }
        return options.get("continuous_usage_stats").bool().orElse(false) ? EVERY : LAST;
    }
}
