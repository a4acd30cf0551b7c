/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "jo@mail.example, #",
        "write to jo.doe+x@mail.example., write to #.",
        "<jo@mail.example>;<al@mail.example>, <#>;<#>",
        "jo@mail.example-, #",
    })
    void addressIsReplacedAndWhatStandsAroundItKept(String text, String masked) {
        assertThat(EmailAddresses.replace(text, "#")).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no address", "@", "@mail.example", "jo@", "jo@host", "a @ b.c", "jo@.example", "jo@mail."})
    void textWithoutAddressStaysAsItIs(String text) {
        assertThat(EmailAddresses.replace(text, "#")).isEqualTo(text);
    }

    @Test
    void longTextOfSignsIsReadInOnePass() {
        String text = "@".repeat(100_000);

        assertThat(EmailAddresses.replace(text, "#")).isEqualTo(text);
    }
}
