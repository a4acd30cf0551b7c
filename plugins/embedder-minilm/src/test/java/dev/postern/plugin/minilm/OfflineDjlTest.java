/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OfflineDjlTest {
    private static final String FLAVOUR = "RUST_FLAVOR";

    @AfterEach
    void clear() {
        System.clearProperty(FLAVOUR);
    }

    @Test
    void libraryForTheCpuIsAskedForOnlyWhileDjlLoads() throws IOException {
        String during = OfflineDjl.call(() -> System.getProperty(FLAVOUR));

        assertThat(during).isEqualTo("cpu");
        assertThat(System.getProperty(FLAVOUR)).isNull();
    }

    @Test
    void flavourThatTheOperatorChoseStays() throws IOException {
        System.setProperty(FLAVOUR, "cu124");

        String during = OfflineDjl.call(() -> System.getProperty(FLAVOUR));

        assertThat(during).isEqualTo("cu124");
        assertThat(System.getProperty(FLAVOUR)).isEqualTo("cu124");
    }
}
