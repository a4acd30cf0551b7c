/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import static dev.postern.plugin.semantic.Gateways.CAPITAL;
import static dev.postern.plugin.semantic.Gateways.CAPITAL_AGAIN;
import static dev.postern.plugin.semantic.Gateways.OTHER_CAPITAL;
import static dev.postern.plugin.semantic.Gateways.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.api.Headers;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the semantic cache does in a gateway, rule by rule. */
@ExtendWith(UpstreamExtension.class)
class SemanticCacheTest {
    private final ScriptedUpstream upstream;
    private final TestEmbedder embedder = Gateways.embedder();

    SemanticCacheTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static CacheStatus status(ChatResponse answer) {
        return answer.report().cacheStatus();
    }

    private Gateway gateway(String cache) {
        return Gateways.builder(upstream, embedder, cache).build();
    }

    private Gateway gateway() {
        return gateway("\"semantic\"");
    }

    @Test
    void paraphraseIsServedFromTheCacheAndPromotedToTheExactOne() {
        try (Gateway gateway = gateway()) {
            ChatResponse first = gateway.chat(ask(CAPITAL));

            ChatResponse paraphrase = gateway.chat(ask(CAPITAL_AGAIN));
            ChatResponse again = gateway.chat(ask(CAPITAL_AGAIN));

            assertThat(status(first)).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(status(paraphrase)).isEqualTo(CacheStatus.SEMANTIC_HIT);
            assertThat(paraphrase.text()).isEqualTo(first.text());
            assertThat(status(again)).isEqualTo(CacheStatus.HIT);
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void lookAlikeIsAMissAndTheGuardIsNamed() {
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(CAPITAL));

            ChatResponse other = gateway.chat(ask(OTHER_CAPITAL));

            assertThat(status(other)).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(other.report().attributes()).containsEntry("semantic.refused_by", "entities");
            assertThat(Gateways.factory(gateway).counters().refusals()).containsEntry("entities", 1L);
        }
    }

    @Test
    void guardsCanBeSwitchedOff() {
        try (Gateway gateway = gateway("{\"mode\": \"semantic\", \"guard_entities\": false, \"guard_words\": false}")) {
            gateway.chat(ask(CAPITAL));

            assertThat(status(gateway.chat(ask(OTHER_CAPITAL)))).isEqualTo(CacheStatus.SEMANTIC_HIT);
        }
    }

    @Test
    void thresholdOfTheConfigCounts() {
        try (Gateway gateway = gateway("{\"mode\": \"semantic\", \"threshold\": 0.999}")) {
            gateway.chat(ask(CAPITAL));

            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN)))).isEqualTo(CacheStatus.SEMANTIC_MISS);
        }
    }

    @Test
    void tenantsNamespacesMetadataModelsSystemMessagesAndParametersShareNothing() {
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(CAPITAL));

            CallOptions tenant = CallOptions.builder().tenant("b").build();
            CallOptions namespace = CallOptions.builder().cacheNamespace("n").build();
            CallOptions metadata = CallOptions.builder().metadata("team", "red").build();
            ChatRequest model =
                    ChatRequest.builder().model("m2").user(CAPITAL_AGAIN).build();
            ChatRequest system = ChatRequest.builder()
                    .model("meta-llama/Llama-2-7b-chat-hf")
                    .system("Answer in rhymes.")
                    .user(CAPITAL_AGAIN)
                    .build();

            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN), tenant))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN), namespace))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN), metadata))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(status(gateway.chat(model))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(status(gateway.chat(system))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN)))).isEqualTo(CacheStatus.SEMANTIC_HIT);
        }
    }

    @Test
    void streamReplaysFromAHitAndAStreamFeedsTheCache() {
        try (Gateway gateway = gateway()) {
            StringBuilder told = new StringBuilder();
            try (ChatStream stream = gateway.stream(ask(CAPITAL))) {
                stream.forEach(chunk -> told.append(chunk.text()));
            }

            ChatResponse whole = gateway.chat(ask(CAPITAL_AGAIN));
            StringBuilder replayed = new StringBuilder();
            CacheStatus status;
            try (ChatStream stream = gateway.stream(ask("Please tell me, what is the capital of France?"))) {
                stream.forEach(chunk -> replayed.append(chunk.text()));
                status = stream.report().cacheStatus();
            }

            assertThat(status(whole)).isEqualTo(CacheStatus.SEMANTIC_HIT);
            assertThat(whole.text()).isEqualTo(told.toString());
            // Not called alike, so far away.
            assertThat(status).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(replayed.toString()).isNotEmpty();
            try (ChatStream stream = gateway.stream(ask(CAPITAL_AGAIN + " "))) {
                StringBuilder second = new StringBuilder();
                stream.forEach(chunk -> second.append(chunk.text()));
                assertThat(stream.report().cacheStatus()).isEqualTo(CacheStatus.SEMANTIC_HIT);
                assertThat(second.toString()).isEqualTo(told.toString());
            }
        }
    }

    @Test
    void refreshSkipsTheLookUpAndReplacesTheEntry() {
        try (Gateway gateway = gateway()) {
            upstream.any().thenAnswer("old").thenAnswer("new");
            gateway.chat(ask(CAPITAL));

            ChatResponse refreshed = gateway.chat(
                    ask(CAPITAL), CallOptions.builder().cacheForceRefresh(true).build());

            assertThat(status(refreshed)).isEqualTo(CacheStatus.REFRESH);
            assertThat(gateway.chat(ask(CAPITAL_AGAIN)).text().strip()).isEqualTo("new");
            assertThat(Gateways.factory(gateway).size()).isEqualTo(1);
        }
    }

    @Test
    void embedderThatFailsMakesAMissAndNoMore() {
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(CAPITAL));
            embedder.failing = true;

            ChatResponse answer = gateway.chat(ask(CAPITAL_AGAIN));

            assertThat(status(answer)).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(answer.report().attributes()).containsEntry("cache.failed", "semantic");
            assertThat(upstream.requestCount()).isEqualTo(2);
            assertThat(Gateways.factory(gateway).counters().embeddingFailures()).isPositive();
        }
    }

    @Test
    void twoPromptsOfTwoHundredWordsThatShareTheirBeginningNeverHit() {
        String beginning = "word ".repeat(180);
        String one = beginning + "the end of this is one thing that you should do for me now and here so";
        String other = beginning + "the end of this is a different matter that you have to do for me and then so";
        embedder.alike(one, other);
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(one));

            assertThat(status(gateway.chat(ask(other)))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(embedder.embedded.get()).isZero();
            assertThat(Gateways.factory(gateway).counters().notAsked()).isEqualTo(2);
        }
    }

    @Test
    void otherLanguagesTimeDependentQuestionsAndHotTemperaturesAreExactOnly() {
        String german = "Wie hei\u00dft die Hauptstadt von Frankreich und wo liegt sie?";
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(german));
            gateway.chat(ask("What is the weather in Paris today?"));
            gateway.chat(ChatRequest.builder()
                    .model("meta-llama/Llama-2-7b-chat-hf")
                    .user(CAPITAL)
                    .temperature(1.5)
                    .build());

            assertThat(embedder.embedded.get()).isZero();
            assertThat(status(gateway.chat(ask(german)))).isEqualTo(CacheStatus.HIT);
            assertThat(Gateways.factory(gateway).size()).isZero();
        }
    }

    @Test
    void timeWordsCanBeChanged() {
        try (Gateway gateway = gateway("{\"mode\": \"semantic\", \"time_words\": [\"capital\"]}")) {
            gateway.chat(ask(CAPITAL));
            gateway.chat(ask("What is the weather in Paris today?"));

            assertThat(Gateways.factory(gateway).size()).isEqualTo(1);
        }
    }

    @Test
    void shadowServesNothingAndSaysWhetherItWouldHaveBeenRight() {
        upstream.any().thenAnswer("It is Paris.").thenAnswer("It is Paris.").thenAnswer("No idea at all");
        embedder.alike(CAPITAL, CAPITAL_AGAIN, "So what is the capital of France?");
        try (Gateway gateway = gateway("{\"mode\": \"semantic\", \"semantic_mode\": \"shadow\"}")) {
            gateway.chat(ask(CAPITAL));

            ChatResponse right = gateway.chat(ask(CAPITAL_AGAIN));
            ChatResponse wrong = gateway.chat(ask("So what is the capital of France?"));

            assertThat(status(right)).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(right.report().attributes()).containsEntry("semantic.would_be_right", "true (1.00)");
            assertThat(wrong.report().attributes().get("semantic.would_be_right"))
                    .startsWith("false");
            SemanticCounters.Snapshot counters = Gateways.factory(gateway).counters();
            assertThat(counters.wouldBeHits()).isEqualTo(2);
            assertThat(counters.wouldBeRight()).isEqualTo(1);
            assertThat(counters.hits()).isZero();
        }
    }

    @Test
    void oneCallMayChooseAnotherMode() {
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(CAPITAL));
            CallOptions off = CallOptions.builder()
                    .headers(Headers.of("x-postern-semantic-mode", "off"))
                    .build();

            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN), off))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(embedder.embedded.get()).isEqualTo(1);
        }
    }

    @Test
    void entriesEndWithTheirAge() {
        FakeTime time = new FakeTime();
        try (Gateway gateway = Gateways.builder(upstream, embedder, "{\"mode\": \"semantic\", \"max_age\": 60}")
                .time(time)
                .build()) {
            gateway.chat(ask(CAPITAL));
            time.advance(Duration.ofSeconds(61));

            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN)))).isEqualTo(CacheStatus.SEMANTIC_MISS);
        }
    }

    @Test
    void absentEmbedderIsAnErrorOfTheConfigThatNamesTheDependency() {
        assertThatThrownBy(() -> Gateway.builder()
                        .provider(
                                "anyscale",
                                Map.of("base_url", upstream.baseUrl().toString()))
                        .environment(name -> Optional.empty())
                        .config("{\"provider\": \"anyscale\", \"api_key\": \"k\", \"cache\": \"semantic\"}")
                        .build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "config.cache.embedder: no embedder 'minilm'; add the dependency dev.postern:embedder-minilm;"
                                + " present: provider");
    }

    @Test
    void embedderIsClosedWithTheGateway() {
        try (Gateway gateway = gateway()) {
            gateway.chat(ask(CAPITAL));
            assertThat(embedder.closed).isFalse();
        }

        assertThat(embedder.closed).isTrue();
    }

    @Test
    void providerEmbedsUnderANamedConfig() {
        try (Gateway gateway = Gateways.builder(
                        upstream,
                        embedder,
                        "{\"mode\": \"semantic\", \"embedder\": \"provider\","
                                + " \"embedder_model\": \"thenlper/gte-large\", \"threshold\": 0.7}")
                .config("embeddings", "{\"provider\": \"anyscale\", \"api_key\": \"esecret_x\"}")
                .build()) {
            gateway.chat(ask(CAPITAL));

            ChatResponse again = gateway.chat(ask("What is the capital of France, please?"));

            assertThat(status(again)).isEqualTo(CacheStatus.SEMANTIC_HIT);
            assertThat(embedder.embedded.get()).isZero();
        }
    }

    @Test
    void providerThatFailsToEmbedMakesAMiss() {
        try (Gateway gateway = gateway("{\"mode\": \"semantic\", \"embedder\": \"provider\"}")) {
            ChatResponse answer = gateway.chat(ask(CAPITAL));

            assertThat(status(answer)).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(answer.report().attributes()).containsEntry("cache.failed", "semantic");
        }
    }
}
