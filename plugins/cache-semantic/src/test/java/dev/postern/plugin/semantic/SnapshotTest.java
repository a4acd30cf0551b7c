/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import static dev.postern.plugin.semantic.Gateways.CAPITAL;
import static dev.postern.plugin.semantic.Gateways.CAPITAL_AGAIN;
import static dev.postern.plugin.semantic.Gateways.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CacheStatus;
import dev.postern.api.Gateway;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(UpstreamExtension.class)
class SnapshotTest {
    private final ScriptedUpstream upstream;

    @TempDir
    Path folder;

    SnapshotTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private Gateway gateway(Path file) {
        return Gateways.builder(upstream, Gateways.embedder(), "\"semantic\"")
                .plugin(new SemanticCacheFactory(1 << 20, file))
                .build();
    }

    @Test
    void entriesOutliveTheGatewayWhereThereIsAFile() {
        Path file = folder.resolve("cache.bin");
        String text;
        try (Gateway gateway = gateway(file)) {
            text = gateway.chat(ask(CAPITAL)).text();
        }

        try (Gateway gateway = gateway(file)) {
            var answer = gateway.chat(ask(CAPITAL_AGAIN));

            assertThat(answer.report().cacheStatus()).isEqualTo(CacheStatus.SEMANTIC_HIT);
            assertThat(answer.text()).isEqualTo(text);
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void fileWithAnyByteChangedOrCutMeansAnEmptyCache() throws Exception {
        Path file = folder.resolve("cache.bin");
        try (Gateway gateway = gateway(file)) {
            gateway.chat(ask(CAPITAL));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += Math.max(1, whole.length / 12)) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x41;
            Files.write(file, changed);
            try (Gateway gateway = gateway(file)) {
                assertThat(Gateways.factory(gateway).size()).as("byte " + at).isZero();
            }
            Files.write(file, Arrays.copyOf(whole, at));
            try (Gateway gateway = gateway(file)) {
                assertThat(Gateways.factory(gateway).size()).as("cut at " + at).isZero();
            }
        }
    }
}
