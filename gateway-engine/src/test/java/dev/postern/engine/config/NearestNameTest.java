/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of("targets", "weight", "retry", "name", "mode");

    @ParameterizedTest
    @CsvSource({
        "targts, targets",
        "tragets, targets",
        "weigth, weight",
        "wieght, weight",
        "rety, retry",
        "modes, mode",
        "nmae, name"
    })
    void nameWithinTwoSlipsIsFound(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"temperature", "tgts", "x", "''"})
    void nameFurtherAwayIsNot(String written) {
        assertThat(NearestName.of(written, NAMES)).isEmpty();
    }

    @Test
    void ofEquallyNearNamesTheFirstIsTaken() {
        assertThat(NearestName.of("axx", List.of("cxx", "bxx"))).contains("bxx");
    }

    @Test
    void twoLettersAreNoHintForTwoOthers() {
        assertThat(NearestName.of("ab", List.of("cd"))).isEmpty();
    }
}
