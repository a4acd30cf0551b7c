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
import dev.postern.api.ChatResponse;
import dev.postern.api.ConfigException;
import dev.postern.api.Gateway;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Key;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.StageContext;
import dev.postern.testkit.ScriptedUpstream;
import dev.postern.testkit.UpstreamExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Caches of plugins: how they are asked, and that whatever they do no call fails by it. */
@ExtendWith(UpstreamExtension.class)
class CacheFailuresTest {
    private static final Key<Double> THRESHOLD = Key.number("threshold", 0, 1).withDefault(0.5);

    private final ScriptedUpstream upstream;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private volatile double threshold;
    private volatile @Nullable Object noted;

    CacheFailuresTest(ScriptedUpstream upstream) {
        this.upstream = upstream;
    }

    /** A cache like a semantic one that answers what a test says. */
    private final class Scripted implements ResponseCacheFactory, ResponseCache {
        private final Supplier<@Nullable CachedAnswer> answer;

        Scripted(Supplier<@Nullable CachedAnswer> answer) {
            this.answer = answer;
        }

        @Override
        public String id() {
            return "scripted";
        }

        @Override
        public boolean semantic() {
            return true;
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(THRESHOLD);
        }

        @Override
        public ResponseCache create(StageContext context) {
            made.incrementAndGet();
            return this;
        }

        @Override
        public @Nullable CachedAnswer find(CacheRequest request) {
            asked.incrementAndGet();
            threshold = request.settings().get(THRESHOLD);
            request.note("embedding");
            return answer.get();
        }

        @Override
        public void store(CacheRequest request, CachedAnswer fresh) {
            stored.incrementAndGet();
            noted = request.note();
            CachedAnswer unused = answer.get();
        }

        @Override
        public void evict(String tenant, String id) {}
    }

    private Gateway gateway(Supplier<@Nullable CachedAnswer> answer) {
        return TestGateways.builder(upstream)
                .config(target(LLAMA, "\"cache\": {\"mode\": \"scripted\", \"threshold\": 0.9}"))
                .plugin(new Scripted(answer))
                .build();
    }

    @Test
    void aCacheThatThrowsFailsNoCall() {
        List<Supplier<@Nullable CachedAnswer>> failures = List.of(
                () -> {
                    throw new IllegalStateException("down");
                },
                () -> {
                    throw new NoClassDefFoundError("driver");
                },
                () -> {
                    throw new StackOverflowError();
                });
        for (Supplier<@Nullable CachedAnswer> failure : failures) {
            try (Gateway gateway = gateway(failure)) {
                ChatResponse answer = gateway.chat(hello());

                assertThat(answer.text()).isEqualTo(" This is a test");
                assertThat(answer.report().cacheStatus()).isEqualTo(CacheStatus.SEMANTIC_MISS);
                assertThat(answer.report().attributes()).containsEntry("cache.failed", "scripted");
                assertThat(gateway.chat(hello()).report().cacheStatus()).isEqualTo(CacheStatus.HIT);
            }
        }
    }

    @Test
    void anAnswerOfAnotherTenantIsNeverServed() {
        try (Gateway gateway = gateway(() -> answer("someone-else"))) {
            ChatResponse answer = gateway.chat(hello());

            assertThat(answer.text()).isEqualTo(" This is a test");
            assertThat(answer.report().cacheStatus()).isEqualTo(CacheStatus.SEMANTIC_MISS);
        }
    }

    private static CachedAnswer answer(String tenant) {
        return new CachedAnswer(
                "id-1",
                tenant,
                200,
                dev.postern.api.Body.parse("{\"choices\":[{\"message\":{\"content\":\"similar\"}}]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                null,
                null,
                java.time.Instant.now(),
                Duration.ofHours(1));
    }

    @Test
    void theExactCacheIsAskedFirstAndKeepsWhatAnotherFinds() {
        try (Gateway gateway = gateway(() -> answer("default"))) {
            ChatResponse first = gateway.chat(hello());
            ChatResponse second = gateway.chat(hello());

            assertThat(first.report().cacheStatus()).isEqualTo(CacheStatus.SEMANTIC_HIT);
            assertThat(first.text()).isEqualTo("similar");
            assertThat(second.report().cacheStatus()).isEqualTo(CacheStatus.HIT);
            assertThat(asked).hasValue(1);
            assertThat(upstream.requestCount()).isZero();
        }
    }

    @Test
    void aCacheGetsItsSettingsAndKeepsItsNoteFromLookUpToStore() {
        try (Gateway gateway = gateway(() -> null)) {
            gateway.chat(hello());

            assertThat(threshold).isEqualTo(0.9);
            assertThat(stored).hasValue(1);
            assertThat(noted).isEqualTo("embedding");
            assertThat(made).hasValue(1);
        }
    }

    @Test
    void settingsOfACacheAreCheckedByItsKeys() {
        assertThatThrownBy(() -> TestGateways.builder(upstream)
                        .config(target(LLAMA, "\"cache\": {\"mode\": \"scripted\", \"threshold\": 2, \"max_ages\": 1}"))
                        .plugin(new Scripted(() -> null))
                        .build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("config.cache.threshold: expected a number from 0 to 1, found 2")
                .hasMessageContaining("config.cache.max_ages: unknown key; did you mean max_age?");
    }
}
