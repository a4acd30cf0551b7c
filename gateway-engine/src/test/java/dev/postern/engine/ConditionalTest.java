/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.InvalidRequestException;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UpstreamExtension.class)
class ConditionalTest {
    private static final String DEFAULT = ", \"default\": \"small\"";
    private static final String TARGETS = "\"targets\": [" + target(LLAMA, "\"name\": \"small\"") + ", "
            + target(MISTRAL, "\"name\": \"large\"") + "]";

    private final ScriptedUpstream upstream;

    ConditionalTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static String config(String query, String otherwise) {
        return "{\"metadata\": {\"team\": \"search\"}, \"strategy\": {\"mode\": \"conditional\", \"conditions\": [{\"query\": "
                + query.replace('\'', '"') + ", \"then\": \"large\"}]" + otherwise + "}, " + TARGETS + "}";
    }

    private static CallOptions tier(String tier) {
        return CallOptions.builder().metadata("tier", tier).build();
    }

    @Test
    void metadataOfTheCallChoosesTheTarget() {
        try (Gateway gateway = TestGateways.gateway(upstream, config("{'metadata.tier': 'gold'}", DEFAULT))) {

            assertThat(gateway.chat(hello(), tier("gold")).report().target()).isEqualTo("config.targets[1]");
            assertThat(gateway.chat(hello(), tier("tin")).report().target()).isEqualTo("config.targets[0]");
            assertThat(gateway.chat(hello()).report().target()).isEqualTo("config.targets[0]");
        }
    }

    @Test
    void metadataOfTheConfigCountsUnlessTheCallHasItsOwn() {
        try (Gateway gateway = TestGateways.gateway(upstream, config("{'metadata.team': 'search'}", DEFAULT))) {
            CallOptions ads = CallOptions.builder().metadata("team", "ads").build();

            assertThat(gateway.chat(hello()).report().target()).isEqualTo("config.targets[1]");
            assertThat(gateway.chat(hello(), ads).report().target()).isEqualTo("config.targets[0]");
        }
    }

    @Test
    void paramsAreThoseOfTheCallerAndNotWhatTheTargetOverrides() {
        ChatRequest request =
                ChatRequest.builder().user("Hi").model("cheap").maxTokens(2_000).build();
        String query =
                "{'params.model': 'cheap', 'params.max_tokens': {'$gt': 1000}, 'url.pathname': '/v1/chat/completions'}";
        try (Gateway gateway = TestGateways.gateway(upstream, config(query, DEFAULT))) {

            assertThat(gateway.chat(request).report().target()).isEqualTo("config.targets[1]");
            assertThat(gateway.chat(hello()).report().target()).isEqualTo("config.targets[0]");
        }
    }

    @Test
    void callThatNoQueryFitsIsRefusedWhereThereIsNoDefault() {
        try (Gateway gateway = TestGateways.gateway(upstream, config("{'metadata.tier': 'gold'}", ""))) {

            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            e -> assertThat(e.status()).isEqualTo(400))
                    .hasMessageContaining("config.strategy.conditions: none holds for this call");
            assertThat(upstream.requests(MISTRAL)).isEmpty();
        }
    }

    @Test
    void problemsOfAllRoutersComeInOneError() {
        String bad = config("{'metadata.tier': {'$like': 'x'}}", ", \"default\": \"huge\"");
        String config = "{\"strategy\": {\"mode\": \"fallback\"}, \"targets\": [" + bad
                + ", {\"strategy\": {\"mode\": \"conditional\", \"conditions\": []}, \"targets\": [" + target("m", "")
                + "]}]}";

        ConfigException failure =
                catchThrowableOfType(ConfigException.class, () -> TestGateways.gateway(upstream, config));

        assertThat(failure.problems())
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("config.targets[0].strategy.conditions[0].query[\"metadata.tier\"][\"$like\"]: "))
                .contains(
                        "config.targets[0].strategy.default: no target \"huge\"; present: small, large",
                        "config.targets[1].targets[0].name: missing; conditional chooses its targets by name",
                        "config.targets[1].strategy.conditions: expected at least one condition, found []");
    }

    @Test
    void routerIsCheckedAlsoWhereACallDecidesWhoServes() {
        String config = "{\"strategy\": {\"mode\": \"conditional\", \"conditions\": [{\"query\": {\"$or\": []},"
                + " \"then\": \"a\"}]}, \"targets\": [{\"name\": \"a\", \"virtual_key\": \"stored\"}]}";

        assertThatThrownBy(() ->
                        TestGateways.builder(upstream).config("named", config).build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config 'named': config.strategy.conditions[0].query[\"$or\"]");
    }

    @Test
    void strategyWithoutConditionsSaysThatTheyAreMissing() {
        String config = "{\"strategy\": {\"mode\": \"conditional\"}, " + TARGETS + "}";

        assertThatThrownBy(() -> TestGateways.gateway(upstream, config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.strategy.conditions: missing; expected a list");
    }

    @Test
    void aConfigOf64NamedTargetsChoosesTheLastAsWell() {
        StringBuilder conditions = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            String comma = i == 0 ? "" : ", ";
            conditions.append(comma).append("{\"query\": {\"metadata.n\": \"" + i + "\"}, \"then\": \"t" + i + "\"}");
            targets.append(comma).append(target("model-" + i, "\"name\": \"t" + i + "\""));
        }
        String config = "{\"strategy\": {\"mode\": \"conditional\", \"conditions\": [" + conditions
                + "]}, \"targets\": [" + targets + "]}";
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {

            CallOptions last = CallOptions.builder().metadata("n", "63").build();

            assertThat(gateway.chat(hello(), last).report().target()).isEqualTo("config.targets[63]");
        }
    }
}
