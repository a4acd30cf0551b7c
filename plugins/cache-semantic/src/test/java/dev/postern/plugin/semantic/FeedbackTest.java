/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import static dev.postern.plugin.semantic.Gateways.CAPITAL;
import static dev.postern.plugin.semantic.Gateways.CAPITAL_AGAIN;
import static dev.postern.plugin.semantic.Gateways.ask;
import static dev.postern.plugin.semantic.Gateways.trace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.ChatResponse;
import dev.postern.api.Gateway;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers' feedback and evictions do to answers and their copies. */
@ExtendWith(UpstreamExtension.class)
class FeedbackTest {
    private final ScriptedUpstream upstream;
    private final TestEmbedder embedder = Gateways.embedder();

    FeedbackTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private static CacheStatus status(ChatResponse answer) {
        return answer.report().cacheStatus();
    }

    @BeforeEach
    void distinguishAnswers() {
        upstream.any().thenAnswer("first").thenAnswer("second").thenAnswer("third");
    }

    @Test
    void negativeFeedbackOnASemanticHitEvictsTheAnswerAndItsPromotedCopies() {
        try (Gateway gateway = Gateways.gateway(upstream, embedder)) {
            gateway.chat(ask(CAPITAL), trace("t1"));
            gateway.chat(ask(CAPITAL_AGAIN), trace("t2"));

            Gateways.feedback(gateway).received("default", "t2", -10, 1);

            assertThat(gateway.chat(ask(CAPITAL_AGAIN)).text().strip()).isEqualTo("second");
            assertThat(status(gateway.chat(ask(CAPITAL), trace("t3")))).isNotEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void negativeFeedbackOnAnExactHitFindsTheAnswerToo() {
        try (Gateway gateway = Gateways.gateway(upstream, embedder)) {
            gateway.chat(ask(CAPITAL), trace("t1"));
            assertThat(status(gateway.chat(ask(CAPITAL), trace("t2")))).isEqualTo(CacheStatus.HIT);

            Gateways.feedback(gateway).received("default", "t2", -5, 1);

            assertThat(gateway.chat(ask(CAPITAL)).text().strip()).isEqualTo("second");
        }
    }

    @Test
    void negativeFeedbackRaisesTheBarOfTheQuestion() {
        try (Gateway gateway = Gateways.builder(upstream, embedder, "{\"mode\": \"semantic\", \"threshold\": 0.94}")
                .build()) {
            gateway.chat(ask(CAPITAL), trace("t1"));
            gateway.chat(ask(CAPITAL_AGAIN), trace("t2"));
            Gateways.feedback(gateway).received("default", "t2", -10, 1);
            Gateways.feedback(gateway).received("default", "t1", -10, 1);
            for (int i = 0; i < 3; i++) {
                gateway.chat(ask(CAPITAL), trace("again" + i));
                Gateways.feedback(gateway).received("default", "again" + i, -10, 1);
            }
            gateway.chat(ask(CAPITAL), trace("last"));

            assertThat(status(gateway.chat(ask(CAPITAL_AGAIN)))).isEqualTo(CacheStatus.SEMANTIC_MISS);
        }
    }

    @Test
    void positiveFeedbackKeepsTheAnswer() {
        try (Gateway gateway = Gateways.gateway(upstream, embedder)) {
            gateway.chat(ask(CAPITAL), trace("t1"));
            Gateways.feedback(gateway).received("default", "t1", 10, 1);

            assertThat(gateway.chat(ask(CAPITAL_AGAIN)).text().strip()).isEqualTo("first");
        }
    }

    @Test
    void othersFeedbackCountsForNothing() {
        try (Gateway gateway = Gateways.gateway(upstream, embedder)) {
            gateway.chat(ask(CAPITAL), trace("t1"));
            Gateways.feedback(gateway).received("somebody", "t1", -10, 1);
            Gateways.feedback(gateway).received("default", "unknown", -10, 1);

            assertThat(gateway.chat(ask(CAPITAL_AGAIN)).text().strip()).isEqualTo("first");
        }
    }

    @Test
    void evictionByIdNamespaceAndAllTakesCopiesAlong() {
        CallOptions named = CallOptions.builder().cacheNamespace("n").build();
        try (Gateway gateway = Gateways.gateway(upstream, embedder)) {
            gateway.chat(ask(CAPITAL), named);
            gateway.chat(ask(CAPITAL));
            SemanticCacheFactory cache = Gateways.factory(gateway);

            assertThat(cache.evictNamespace("default", "m")).isZero();
            assertThat(cache.evictNamespace("other", "n")).isZero();
            assertThat(cache.evictNamespace("default", "n")).isEqualTo(1);
            assertThat(status(gateway.chat(ask(CAPITAL)))).isEqualTo(CacheStatus.HIT);
            String id = gateway.chat(ask(CAPITAL)).report().attributes().get("cache.answer");
            assertThat(cache.evict("default", id)).isEqualTo(1);
            assertThat(status(gateway.chat(ask(CAPITAL)))).isEqualTo(CacheStatus.SEMANTIC_MISS);
            assertThat(cache.evictAll("default")).isEqualTo(1);
            assertThat(cache.size()).isZero();
        }
    }
}
