/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testkit.ScriptedUpstream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void everyCallOfTheDemoEndsAsExpected() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start()) {

            List<Row> rows = Demo.play(upstream);

            assertThat(rows).hasSize(25).allMatch(Row::asExpected);
        }
    }

    @Test
    void tableHasOneLineForEachCallBelowItsHead() {
        Row row = new Row("chat", "config", "MISS", "1", "2 ms", "16", "0.1 USD", true);
        Row other = new Row("a longer call", "config.targets[1]", "", "2", "10 ms", "-", "-", false);

        String table = Table.of(List.of(row, other));

        assertThat(table.lines())
                .containsExactly(
                        "call           target used        cache  attempts  latency  tokens     cost",
                        "-------------  -----------------  -----  --------  -------  ------  -------  ----------",
                        "chat           config             MISS          1     2 ms      16  0.1 USD  ok",
                        "a longer call  config.targets[1]                2    10 ms       -        -  UNEXPECTED");
    }
}
