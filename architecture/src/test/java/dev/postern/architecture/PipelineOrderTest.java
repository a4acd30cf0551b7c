/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.spi.Position;
import dev.postern.testkit.ScriptedUpstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The picture in the README, the text of {@link Gateway#describe()} and what runs are one order. */
class PipelineOrderTest {
    /** One target, so that a call takes every step once; parameters and a time limit, so that no step is left out. */
    private static final String CONFIG = """
            {"cache": "simple", "strategy": {"mode": "fallback", "cb_config": {}},
             "targets": [{"provider": "anyscale", "api_key": "esecret_1", "request_timeout": 60000,
                          "override_params": {"temperature": 0.5}}],
             "stages": {"witness-call": {}, "witness-route": {}, "witness-target": {}, "witness-attempt": {}}}
            """;

    @Test
    void pictureInTheReadmeIsTheAssembledPipeline() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                Gateway gateway = gateway(upstream, new ArrayList<>())) {

            assertThat(PipelinePicture.ofReadme()).isEqualTo(PipelinePicture.ofDescription(gateway.describe()));
        }
    }

    @Test
    void picturesShowEveryPositionOutermostFirst() throws IOException {
        List<String> positions = PipelinePicture.ofReadme().stream()
                .map(step -> step.split(" ")[0])
                .distinct()
                .toList();

        assertThat(positions)
                .containsExactlyElementsOf(
                        Arrays.stream(Position.values()).map(Enum::name).toList());
    }

    @Test
    void stagesSeeTheCallInTheOrderOfTheirPositions() {
        List<Position> seen = new CopyOnWriteArrayList<>();
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                Gateway gateway = gateway(upstream, seen)) {

            gateway.chat(ChatRequest.builder()
                    .model("mistralai/Mistral-7B-Instruct-v0.1")
                    .user("Say this is a test")
                    .build());

            assertThat(seen).containsExactly(Position.values());
        }
    }

    private static Gateway gateway(ScriptedUpstream upstream, List<Position> seen) {
        Gateway.Builder builder = Gateway.builder()
                .provider(
                        "anyscale",
                        Map.of("base_url", upstream.baseUrl().toString(), "profile", "endpoints", "max_concurrent", 30))
                .environment(name -> Optional.empty())
                .config(CONFIG);
        for (Position position : Position.values()) {
            builder.plugin(new Witness(position, seen));
        }
        return builder.build();
    }
}
