/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Cost;
import dev.postern.api.Usage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what models cost. A model that is not listed has no known cost, which is not the same as none. */
public final class PriceTable {
    private static final PriceTable EMPTY = new PriceTable(Map.of());

    private final Map<String, Price> prices;

    private PriceTable(Map<String, Price> prices) {
        this.prices = prices;
    }

    /** Returns a table that knows no price. */
    public static PriceTable empty() {
        return EMPTY;
    }

    /** Returns a table of prices by model id. */
    public static PriceTable of(Map<String, Price> prices) {
        return new PriceTable(Map.copyOf(prices));
    }

    /** Returns the price of a model. */
    public Optional<Price> find(String model) {
        return Optional.ofNullable(prices.get(model));
    }

    /** Returns the cost of a call by the model that answered or, where that is not listed, the one that was asked. */
    public Optional<Cost> cost(@Nullable String served, @Nullable String asked, Usage usage) {
        Price price = served == null ? null : prices.get(served);
        if (price == null && asked != null) {
            price = prices.get(asked);
        }
        return price == null ? Optional.empty() : Optional.of(price.cost(usage));
    }
}
