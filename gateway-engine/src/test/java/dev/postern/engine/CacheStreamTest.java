/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine;

import static dev.postern.engine.TestGateways.LLAMA;
import static dev.postern.engine.TestGateways.hello;
import static dev.postern.engine.TestGateways.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.api.CacheStatus;
import dev.postern.api.ChatRequest;
import dev.postern.api.ChatResponse;
import dev.postern.api.ChatStream;
import dev.postern.api.Gateway;
import dev.postern.api.StreamBrokenException;
import dev.postern.testkit.Fault;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams from stored answers, and stored answers from streams. */
@ExtendWith(UpstreamExtension.class)
class CacheStreamTest {
    private static final String CACHED = target(LLAMA, "\"cache\": \"simple\"");
    private static final String TEXT = " This is a test";

    private final ScriptedUpstream upstream;

    CacheStreamTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    private record Told(String text, CacheStatus status) {}

    private static Told tell(Gateway gateway) {
        return tell(gateway, hello());
    }

    private static Told tell(Gateway gateway, ChatRequest request) {
        StringBuilder text = new StringBuilder();
        try (ChatStream stream = gateway.stream(request)) {
            stream.forEach(chunk -> text.append(chunk.text()));
            return new Told(text.toString(), stream.report().cacheStatus());
        }
    }

    @Test
    void streamReplaysFromAStoredWholeAnswer() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            gateway.chat(hello());

            assertThat(tell(gateway)).isEqualTo(new Told(TEXT, CacheStatus.HIT));
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void wholeAnswerComesFromAStoredStream() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            Told first = tell(gateway);

            ChatResponse hit = gateway.chat(hello());

            assertThat(first).isEqualTo(new Told(TEXT, CacheStatus.MISS));
            assertThat(hit.report().cacheStatus()).isEqualTo(CacheStatus.HIT);
            assertThat(hit.text()).isEqualTo(TEXT);
            assertThat(hit.body().string("object")).contains("chat.completion");
            assertThat(hit.body()
                            .json()
                            .get("choices")
                            .at(0)
                            .get("finish_reason")
                            .string())
                    .contains("stop");
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void streamReplaysFromAStoredStream() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            tell(gateway);

            assertThat(tell(gateway)).isEqualTo(new Told(TEXT, CacheStatus.HIT));
        }
    }

    @Test
    void refreshedStreamOverwritesTheEntry() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            gateway.chat(hello());
            upstream.answer(LLAMA, "another");
            var refresh = dev.postern.api.CallOptions.builder()
                    .cacheForceRefresh(true)
                    .build();
            try (ChatStream stream = gateway.stream(hello(), refresh)) {
                stream.forEach(chunk -> {});
                assertThat(stream.report().cacheStatus()).isEqualTo(CacheStatus.REFRESH);
            }

            assertThat(gateway.chat(hello()).text()).isEqualTo(" another");
        }
    }

    @Test
    void streamThatBreaksIsNotStored() {
        upstream.any().then(Fault.cutAfterEvents(2));
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            assertThatThrownBy(() -> tell(gateway)).isInstanceOf(StreamBrokenException.class);

            assertThat(tell(gateway).status()).isEqualTo(CacheStatus.MISS);
            assertThat(tell(gateway).status()).isEqualTo(CacheStatus.HIT);
        }
    }

    @Test
    void streamThatItsCallerClosesEarlyIsNotStored() {
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            try (ChatStream stream = gateway.stream(hello())) {
                assertThat(stream.iterator().hasNext()).isTrue();
            }

            assertThat(tell(gateway).status()).isEqualTo(CacheStatus.MISS);
        }
    }

    @Test
    void aWholeAnswerToAStreamedRequestIsStoredLikeAStream() {
        upstream.any().then(Fault.jsonToStream());
        try (Gateway gateway = TestGateways.gateway(upstream, CACHED)) {
            assertThat(tell(gateway).status()).isEqualTo(CacheStatus.MISS);

            assertThat(gateway.chat(hello()).text()).isEqualTo(TEXT);
            assertThat(upstream.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void hitOfAStreamReportsTokensAndWhatItSaved() {
        try (Gateway gateway = TestGateways.gateway(upstream, target(TestGateways.MISTRAL, "\"cache\": \"simple\""))) {
            tell(gateway);

            try (ChatStream hit = gateway.stream(hello())) {
                hit.forEach(chunk -> {});

                assertThat(hit.report().usage()).isPresent();
                assertThat(hit.report().cost().orElseThrow().amount()).isZero();
                assertThat(hit.report().attributes()).containsKey("saved_cost");
                assertThat(hit.report().attempts()).isEmpty();
            }
        }
    }
}
