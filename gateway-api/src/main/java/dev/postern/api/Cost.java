/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a call cost.
 *
 * @param amount the exact decimal amount, never rounded
 * @param currency an ISO 4217 code, such as {@code USD}
 */
public record Cost(BigDecimal amount, String currency) {
    public Cost {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(currency, "currency");
    }

    /** The amount without an exponent, then the currency: {@code 0.0000045 USD}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
