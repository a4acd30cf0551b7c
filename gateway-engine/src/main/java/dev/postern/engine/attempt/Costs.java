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
    private Costs() {}

    static void record(PriceTable prices, Call call, @Nullable String served, Usage usage) {
        String asked = call.body().json().get("model").string().orElse(null);
        call.recorder().usage(usage, prices.cost(served, asked, usage).orElse(null));
    }
}
