/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.spi;

import dev.postern.api.Cost;
import dev.postern.api.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What one model costs, in USD per million tokens.
 *
 * @param input a million prompt tokens
 * @param output a million completion tokens
 * @param cachedInput a million prompt tokens read from the provider's cache
 * @param cacheWrite a million prompt tokens written to the provider's cache
 * @param asOf the day the price was true
 * @param source where it was read
 */
public record Price(
        BigDecimal input,
        BigDecimal output,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        LocalDate asOf,
        String source) {
    private static final int MILLION_EXPONENT = 6;

    public Price {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(cachedInput, "cachedInput");
        Objects.requireNonNull(cacheWrite, "cacheWrite");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(source, "source");
    }

    /** Returns a price without a special one for cached tokens. */
    public static Price of(BigDecimal input, BigDecimal output, LocalDate asOf, String source) {
        return new Price(input, output, input, input, asOf, source);
    }

    /** Returns the exact cost of that many tokens; cached ones count once, at their own price. */
    public Cost cost(Usage usage) {
        long plainInput = Math.max(0, usage.promptTokens() - usage.cachedTokens() - usage.cacheWriteTokens());
        BigDecimal perMillion = input.multiply(BigDecimal.valueOf(plainInput))
                .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedTokens())))
                .add(cacheWrite.multiply(BigDecimal.valueOf(usage.cacheWriteTokens())))
                .add(output.multiply(BigDecimal.valueOf(usage.completionTokens())));
        return new Cost(perMillion.movePointLeft(MILLION_EXPONENT).stripTrailingZeros(), "USD");
    }
}
