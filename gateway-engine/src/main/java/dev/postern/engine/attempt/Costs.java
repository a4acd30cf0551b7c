/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.Usage;
import dev.postern.spi.Call;
import dev.postern.spi.PriceTable;
import org.jspecify.annotations.Nullable;

/** Computes what a call cost: the one place for whole and streamed answers. */
final class Costs {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private Costs() {}

    /**
     * Estimates what a stream cost that ended before the provider reported its tokens: providers send about a token a
     * chunk, and English has about four characters a token.
     */
    static void recordEstimate(PriceTable prices, Call call, @Nullable String served, int chunks) {
        long prompt = call.body().size() / CHARACTERS_PER_TOKEN;
        record(prices, call, served, new Usage(prompt, chunks, prompt + chunks, 0, 0, 0));
        call.recorder().put("usage", "estimated");
    }

    static void record(PriceTable prices, Call call, @Nullable String served, Usage usage) {
        String asked = call.body().json().get("model").string().orElse(null);
        call.recorder().usage(usage, prices.cost(served, asked, usage).orElse(null));
    }
}
