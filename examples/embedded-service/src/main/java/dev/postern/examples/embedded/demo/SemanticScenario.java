/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.embedded.demo;

import dev.postern.api.CacheStatus;
import dev.postern.api.CallOptions;
import dev.postern.api.CallReport;
import dev.postern.api.ChatRequest;
import dev.postern.api.Gateway;
import dev.postern.testkit.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;

/** Asks one question in several ways: what means the same is answered out of the cache, what only looks alike is not. */
final class SemanticScenario {
    private static final String QUESTION = "Which vaccines do I need for 2 weeks in Peru?";
    private static final String PARAPHRASE = "What vaccines are required for two weeks in Peru?";
    private static final CallOptions OPTIONS =
            CallOptions.builder().config("semantic").build();

    private final ScriptedUpstream upstream;
    private final Gateway gateway;
    private final List<Row> rows = new ArrayList<>();

    SemanticScenario(ScriptedUpstream upstream, Gateway gateway) {
        this.upstream = upstream;
        this.gateway = gateway;
    }

    List<Row> play() {
        ask(QUESTION, CacheStatus.SEMANTIC_MISS);
        ask(PARAPHRASE, CacheStatus.SEMANTIC_HIT);
        // What was found once is kept in the exact cache under the new words too.
        ask(PARAPHRASE, CacheStatus.HIT);
        ask("Which vaccines do I not need for 2 weeks in Peru?", CacheStatus.SEMANTIC_MISS);
        ask("Which vaccines do I need for 6 weeks in Peru?", CacheStatus.SEMANTIC_MISS);
        ask(
                "The first question again, of another tenant",
                QUESTION,
                OPTIONS.toBuilder().tenant("other").build(),
                CacheStatus.SEMANTIC_MISS);
        return rows;
    }

    private void ask(String question, CacheStatus expected) {
        ask(question, question, OPTIONS, expected);
    }

    private void ask(String call, String question, CallOptions options, CacheStatus expected) {
        long before = upstream.requestCount();
        CallReport report = gateway.chat(ChatRequest.builder().user(question).build(), options)
                .report();
        boolean sent = upstream.requestCount() > before;
        boolean served = expected == CacheStatus.SEMANTIC_HIT || expected == CacheStatus.HIT;
        rows.add(Row.of(call, report, report.cacheStatus() == expected && sent != served));
    }
}
