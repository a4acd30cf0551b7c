/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CallOptions;
import dev.postern.api.Gateway;
import dev.postern.spi.Position;
import dev.postern.spi.StageFactory;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UpstreamExtension.class)
class MetadataTest {
    private static final String CONFIG = "{\"strategy\": {\"mode\": \"fallback\"},"
            + " \"metadata\": {\"team\": \"root\", \"area\": \"root\", \"zone\": \"root\"},"
            + " \"targets\": ["
            + target(
                    MISTRAL,
                    "\"stages\": {\"look\": {}},"
                            + " \"metadata\": {\"team\": \"target\", \"area\": \"target\", \"own\": \"target\"}")
            + "]}";

    private final ScriptedUpstream upstream;
    private final Map<String, String> seen = new HashMap<>();

    MetadataTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private StageFactory look() {
        return GivenStage.at(Position.TARGET, "look", (call, next) -> {
            seen.putAll(call.metadata());
            return next.proceed(call);
        });
    }

    @Test
    void theRequestsLabelsWinOverATargetsAndThoseOverItsParents() {
        CallOptions options = CallOptions.builder().metadata("area", "request").build();
        try (Gateway gateway =
                TestGateways.builder(upstream).config(CONFIG).plugin(look()).build()) {

            gateway.chat(hello(), options);

            assertThat(seen)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("team", "target", "area", "request", "own", "target", "zone", "root"));
        }
    }
}
