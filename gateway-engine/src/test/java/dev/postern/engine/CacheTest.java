/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.MISTRAL;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.strategy;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.Answer;
import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.CallReport;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.EmbeddingRequest;
import dev.postern.api.Gateway;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.Operation;
import dev.postern.api.UpstreamException;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the exact cache does, rule by rule. */
@ExtendWith(UpstreamExtension.class)
class CacheTest {
    private static final String CACHED = target(LLAMA, "\"cache\": {\"mode\": \"simple\"}");
    private static final CallOptions REFRESH =
            CallOptions.builder().cacheForceRefresh(true).build();

    private final ScriptedUpstream upstream;

    CacheTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static CacheStatus status(ChatResponse answer) {
        return answer.report().cacheStatus();
    }

    private static CallOptions.Builder options() {
        return CallOptions.builder();
    }

    @Test
    void secondEqualCallIsServedFromTheCache() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            ChatResponse first = gateway.chat(hello());

            ChatResponse second = gateway.chat(hello());

            assertThat(status(first)).isEqualTo(CacheStatus.MISS);
            assertThat(status(second)).isEqualTo(CacheStatus.HIT);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void withoutACacheInTheConfigTheStatusIsDisabledAndNothingIsServedAgain() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""))) {
            gateway.chat(hello());

            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.DISABLED);
            assertThat(status(gateway.chat(hello(), REFRESH))).isEqualTo(CacheStatus.DISABLED);
            assertThat(upstream.requestCount()).isEqualTo(3);
        }
    }

    @Test
    void reportOfAHitHasNoAttemptsTheTokensAsStoredNoCostAndWhatWasSaved() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(MISTRAL, "\"cache\": \"simple\""))) {
            CallReport first = gateway.chat(hello()).report();

            CallReport hit = gateway.chat(hello()).report();

            assertThat(hit.attempts()).isEmpty();
            assertThat(hit.provider()).isNull();
            assertThat(hit.usage()).isEqualTo(first.usage()).isPresent();
            assertThat(hit.cost().orElseThrow().amount()).isZero();
            assertThat(hit.attributes())
                    .containsEntry("saved_cost", first.cost().orElseThrow().toString());
            assertThat(hit.model()).isEqualTo(first.model());
        }
    }

    @Test
    void anAnswerBeyondTheOperatorsBoundIsNotKept(@TempDir Path folder) throws IOException {
        Path settings = folder.resolve("settings.json");
        Files.writeString(settings, "{\"caches\": {\"simple\": {\"max_entry_bytes\": 500}}}");
        try (Gateway gateway =
                TestGateways.builder(upstream).settings(settings).config(CACHED).build()) {
            gateway.chat(hello());

            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void tenantsShareNothing() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            gateway.chat(hello(), options().tenant("a").build());

            assertThat(status(gateway.chat(hello(), options().tenant("b").build())))
                    .isEqualTo(CacheStatus.MISS);
            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.MISS);
            assertThat(status(gateway.chat(hello(), options().tenant("a").build())))
                    .isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void metadataPartitionsUnlessANamespaceReplacesIt() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            CallOptions red = options().metadata("team", "red").build();
            CallOptions blue = options().metadata("team", "blue").build();
            gateway.chat(hello(), red);
            assertThat(status(gateway.chat(hello(), blue))).isEqualTo(CacheStatus.MISS);
            assertThat(status(gateway.chat(hello(), red))).isEqualTo(CacheStatus.HIT);

            gateway.chat(hello(), red.toBuilder().cacheNamespace("n").build());

            assertThat(status(gateway.chat(
                            hello(), blue.toBuilder().cacheNamespace("n").build())))
                    .isEqualTo(CacheStatus.HIT);
            assertThat(status(gateway.chat(
                            hello(), blue.toBuilder().cacheNamespace("m").build())))
                    .isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void metadataOfTheConfigIsNoPartition() {
        String one = target(LLAMA, "\"cache\": \"simple\", \"metadata\": {\"a\": \"1\"}");
        String two = target(LLAMA, "\"cache\": \"simple\", \"metadata\": {\"a\": \"2\"}");
        try (Gateway gateway = TestGateways.builder(upstream)
                .config("one", one)
                .config("two", two)
                .build()) {
            gateway.chat(hello(), options().config("one").build());

            assertThat(status(gateway.chat(hello(), options().config("two").build())))
                    .isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void refreshSkipsTheReadAndOverwritesTheEntry() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            gateway.chat(hello());
            upstream.answer(LLAMA, "another");

            ChatResponse refreshed = gateway.chat(hello(), REFRESH);
            ChatResponse after = gateway.chat(hello());

            assertThat(status(refreshed)).isEqualTo(CacheStatus.REFRESH);
            assertThat(refreshed.text()).isEqualTo(" another");
            assertThat(status(after)).isEqualTo(CacheStatus.HIT);
            assertThat(after.text()).isEqualTo(" another");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503})
    void errorsAreNeverStored(int status) {
        upstream.any().then(Fault.status(status));
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            assertThatThrownBy(() -> gateway.chat(hello()))
                    .isInstanceOfSatisfying(
                            UpstreamException.class,
                            failure -> assertThat(failure.report().orElseThrow().cacheStatus())
                                    .isEqualTo(CacheStatus.MISS));

            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.MISS);
            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void aSuccessThatIsOnlyAnErrorObjectIsNotStored() {
        upstream.any().then(Fault.okWithError());
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            assertThatThrownBy(() -> gateway.chat(hello())).isInstanceOf(UpstreamException.class);

            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void afterAFallbackTheServedAnswerIsStored() {
        String config = strategy("fallback", target(LLAMA, ""), target(MISTRAL, ""))
                .replaceFirst("\\{", "{\"cache\": \"simple\", ");
        upstream.when(LLAMA).then(Fault.status(500));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {
            gateway.chat(hello());

            ChatResponse hit = gateway.chat(hello());

            assertThat(status(hit)).isEqualTo(CacheStatus.HIT);
            assertThat(hit.model()).isEqualTo(MISTRAL);
            assertThat(upstream.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void maxAgeCountsSeconds() {
        FakeTime time = new FakeTime();
        try (Gateway gateway = TestGateways.builder(upstream)
                .config(target(LLAMA, "\"cache\": {\"mode\": \"simple\", \"max_age\": 60}"))
                .time(time)
                .build()) {
            gateway.chat(hello());
            time.advance(Duration.ofSeconds(59));
            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.HIT);

            time.advance(Duration.ofSeconds(2));

            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void noAnswerIsServedThatIsOlderThanTheAskingConfigAllows() {
        FakeTime time = new FakeTime();
        try (Gateway gateway = TestGateways.builder(upstream)
                .config("long", target(LLAMA, "\"cache\": {\"mode\": \"simple\", \"max_age\": 6000}"))
                .config("short", target(LLAMA, "\"cache\": {\"mode\": \"simple\", \"max_age\": 60}"))
                .time(time)
                .build()) {
            gateway.chat(hello(), options().config("long").build());
            time.advance(Duration.ofSeconds(61));

            assertThat(status(gateway.chat(hello(), options().config("long").build())))
                    .isEqualTo(CacheStatus.HIT);
            assertThat(status(gateway.chat(hello(), options().config("short").build())))
                    .isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void cacheStandsWhereItIsWrittenAndCoversAllBelow() {
        String config = strategy("fallback", target(LLAMA, "\"cache\": \"simple\""), target(MISTRAL, ""));
        upstream.when(LLAMA).then(Fault.status(500));
        try (Gateway gateway = TestGateways.gateway(upstream, config)) {
            ChatResponse fallen = gateway.chat(hello());
            ChatResponse missed = gateway.chat(hello());
            ChatResponse hit = gateway.chat(hello());

            assertThat(status(fallen)).isEqualTo(CacheStatus.MISS);
            assertThat(fallen.model()).isEqualTo(MISTRAL);
            assertThat(status(missed)).isEqualTo(CacheStatus.MISS);
            assertThat(missed.model()).isEqualTo(LLAMA);
            assertThat(status(hit)).isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void innerCacheIsAskedAfterAnOuterMissAndItsAnswerKeepsItsCostAndAge() {
        FakeTime time = new FakeTime();
        String inner =
                "{\"targets\": [" + target(MISTRAL, "\"cache\": {\"mode\": \"simple\", \"max_age\": 100}") + "]}";
        String both = inner.replaceFirst("\\{", "{\"cache\": \"simple\", ");
        try (Gateway gateway = TestGateways.builder(upstream)
                .config("inner", inner)
                .config("both", both)
                .time(time)
                .build()) {
            CallReport made =
                    gateway.chat(hello(), options().config("inner").build()).report();
            time.advance(Duration.ofSeconds(60));

            ChatResponse fromInner =
                    gateway.chat(hello(), options().config("both").build());
            ChatResponse fromOuter =
                    gateway.chat(hello(), options().config("both").build());
            time.advance(Duration.ofSeconds(41));
            ChatResponse late = gateway.chat(hello(), options().config("both").build());

            assertThat(status(fromInner)).isEqualTo(CacheStatus.HIT);
            assertThat(status(fromOuter)).isEqualTo(CacheStatus.HIT);
            assertThat(fromOuter.report().attributes())
                    .containsEntry("saved_cost", made.cost().orElseThrow().toString());
            assertThat(status(late)).isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void aCallMayAskForACacheThatTheConfigDoesNotName() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""))) {
            CallOptions simple = options().cache("true").build();
            gateway.chat(hello(), simple);

            assertThat(status(gateway.chat(hello(), simple))).isEqualTo(CacheStatus.HIT);
            assertThat(status(gateway.chat(hello()))).isEqualTo(CacheStatus.DISABLED);
        }
    }

    @Test
    void aCacheThatIsNotOnBoardIsNamedWithItsDependencyBeforeAnythingIsSent() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(LLAMA, ""))) {
            assertThatThrownBy(() ->
                            gateway.chat(hello(), options().cache("semantic").build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith(
                            "cache: no cache 'semantic'; add the dependency dev.postern:cache-semantic; present: simple");
            assertThat(upstream.requestCount()).isZero();
        }
    }

    @Test
    void operationsThatMayNotBeCachedAreNot() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            for (int i = 0; i < 2; i++) {
                try (Answer models = gateway.call(Operation.MODELS, Body.empty(), CallOptions.none())) {
                    assertThat(models.report().cacheStatus()).isEqualTo(CacheStatus.DISABLED);
                }
            }
            assertThat(upstream.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void embeddingsAreCachedToo() {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .model("thenlper/gte-large")
                .input("hi")
                .build();
        try (Gateway gateway = TestGateways.gateway(
                upstream, "{\"provider\": \"anyscale\", \"api_key\": \"k\", \"cache\": \"simple\"}")) {
            var first = gateway.embed(request);

            var second = gateway.embed(request);

            assertThat(second.report().cacheStatus()).isEqualTo(CacheStatus.HIT);
            assertThat(second.vector(0)).isEqualTo(first.vector(0));
        }
    }

    @Test
    void entriesOutliveChangesOfWeightsRetriesAndTimeouts() {
        String before = cachedBalance(1, "");
        String after = cachedBalance(7, "\"retry\": 3, \"request_timeout\": 9000");
        try (Gateway gateway = TestGateways.builder(upstream).build()) {
            gateway.chat(hello(), options().inlineConfig(before).build());

            assertThat(status(
                            gateway.chat(hello(), options().inlineConfig(after).build())))
                    .isEqualTo(CacheStatus.HIT);
        }
    }

    private static String cachedBalance(int weight, String more) {
        String weighted = "\"weight\": " + weight + (more.isEmpty() ? "" : ", " + more);
        return strategy("loadbalance", target(LLAMA, weighted), target(MISTRAL, ""))
                .replaceFirst("\\{", "{\"cache\": \"simple\", ");
    }

    @Test
    void rotatingAKeyBehindAVariableKeepsTheCache() {
        String config = "{\"provider\": \"anyscale\", \"api_key\": \"${env:KEY}\", \"cache\": \"simple\"}";
        String[] key = {"first"};
        try (Gateway gateway = TestGateways.builder(upstream)
                .environment(name -> Optional.of(key[0]))
                .configs((tenant, name) ->
                        Optional.of(new dev.postern.spi.ConfigSource.NamedConfig(config, key[0], true)))
                .build()) {
            ChatRequest request = ChatRequest.builder().model(LLAMA).user("hi").build();
            gateway.chat(request, options().config("c").build());
            key[0] = "second";

            assertThat(status(gateway.chat(request, options().config("c").build())))
                    .isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void aHitCarriesNoRateLimitsOfThePast() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            gateway.chat(hello());

            try (Answer hit = gateway.call(Operation.CHAT, hello().body(), CallOptions.none())) {
                assertThat(hit.report().cacheStatus()).isEqualTo(CacheStatus.HIT);
                assertThat(hit.reply().headers().size()).isZero();
            }
        }
    }

    @Test
    void describeShowsTheCacheBetweenCallAndRoute() {
        try (Gateway gateway = TestGateways.gateway(
                upstream,
                strategy("fallback", target(LLAMA, ""), target(MISTRAL, ""))
                        .replaceFirst("\\{", "{\"cache\": {\"mode\": \"simple\", \"max_age\": 60}, "))) {
            assertThat(gateway.describe()).contains("config\n  CALL cache simple, 60 s\n  ROUTE fallback\n");
        }
    }

    @Test
    void aRequestTooLargeToKeepIsAnsweredAllTheSame() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            ChatRequest large = ChatRequest.builder().user("x".repeat(1 << 20)).build();
            gateway.chat(large);

            assertThat(status(gateway.chat(large))).isEqualTo(CacheStatus.MISS);
            assertThat(upstream.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void settingsOfTheCallCountAsTheyDoInAConfig() {
        assertThat(CallOptions.builder().cache("true").build().cache()).isEqualTo("simple");
        assertThat(CallOptions.none().cache()).isNull();
    }
}
