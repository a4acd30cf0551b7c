/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.api.Cost;
import dev.postern.api.Usage;
import dev.postern.spi.CacheKey;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every cache; extend it in a test of your own.
 *
 * <p>Requests that must not find each other's answers differ in their model or in their scope, so that a semantic cache
 * has to tell them apart too.
 */
public abstract class ResponseCacheContract {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    private static final int KEYS = 20;
    private static final int ROUNDS = 200;
    private static final int THREADS = 8;

    private FakeTime time = new FakeTime();
    private ResponseCache cache = new NoCache();

    /** Stands in until a test begins. */
    private static final class NoCache implements ResponseCache {
        @Override
        public CachedAnswer find(CacheRequest request) {
            throw new IllegalStateException("no test runs");
        }

        @Override
        public void store(CacheRequest request, CachedAnswer answer) {}

        @Override
        public void evict(String tenant, String id) {}
    }

    /** For authors to extend. */
    protected ResponseCacheContract() {}

    /** Returns a new factory of the cache under test, whose caches share nothing with those of others. */
    protected abstract ResponseCacheFactory factory();

    /** Returns the cache's settings as JSON, as they would stand in a config; {@code {}} by default. */
    protected String settings() {
        return "{}";
    }

    private void begin() {
        time = new FakeTime();
        cache = factory().create(TestStageContext.of(List.of(), "{}").with(time));
    }

    private CacheRequest request(String tenant, String model, long hash, Duration maxAge) {
        Call call = TestCalls.chat(model, "What is the capital of France?")
                .tenant(tenant)
                .time(time)
                .call();
        String scope = tenant.length() + ":" + tenant;
        Body canonical = call.body().canonical(List.of()).orElseThrow();
        Settings settings = TestStageContext.of(factory().keys(), settings()).settings();
        return new CacheRequest(new CacheKey(hash, scope, canonical), call, settings, maxAge);
    }

    private CacheRequest request(String tenant, String model) {
        return request(tenant, model, (tenant + " " + model).hashCode(), MAX_AGE);
    }

    private CachedAnswer answer(String id, String tenant, Instant storedAt) {
        Body body = Samples.body("{\"id\":\"" + id + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"Paris\"},\"finish_reason\":\"stop\"}]}");
        Cost cost = new Cost(new BigDecimal("0.0000045"), "USD");
        return new CachedAnswer(id, tenant, 200, body, new Usage(3, 2, 5, 0, 0, 0), cost, storedAt, MAX_AGE);
    }

    private CachedAnswer answer(String id, String tenant) {
        return answer(id, tenant, time.now());
    }

    /** Looks up and stores as the gateway does: with one request. */
    private void store(String tenant, String model, String id) {
        CacheRequest request = request(tenant, model);
        cache.find(request);
        cache.store(request, answer(id, tenant));
    }

    /** The id is of lower-case letters, digits and dashes, and the same from every factory. */
    @Test
    public final void idIsPlainAndStable() {
        assertThat(factory().id())
                .matches("[a-z0-9]+(-[a-z0-9]+)*")
                .isEqualTo(factory().id());
        assertThat(factory().keys()).doesNotContainNull();
    }

    /** A cache is empty at first. */
    @Test
    public final void findsNothingThatWasNotStored() {
        begin();
        assertThat(cache.find(request("a", "m"))).isNull();
    }

    /** What is stored is found, with all that belongs to it. */
    @Test
    public final void findsWhatWasStored() {
        begin();
        store("a", "m", "answer-1");

        assertThat(cache.find(request("a", "m"))).isEqualTo(answer("answer-1", "a"));
    }

    /** Another tenant's scope finds nothing, even where the hashes are the same. */
    @Test
    public final void noTenantFindsAnothersAnswer() {
        begin();
        CacheRequest own = request("a", "m", 1, MAX_AGE);
        CacheRequest others = request("b", "m", 1, MAX_AGE);
        cache.find(own);
        cache.store(own, answer("answer-1", "a"));

        assertThat(cache.find(others)).isNull();
    }

    /** Another model's request finds nothing, even where the hashes are the same. */
    @Test
    public final void keysOfOneHashAreToldApart() {
        begin();
        CacheRequest one = request("a", "m", 1, MAX_AGE);
        CacheRequest other = request("a", "n", 1, MAX_AGE);
        cache.find(one);
        cache.store(one, answer("answer-1", "a"));
        cache.find(other);
        cache.store(other, answer("answer-2", "a"));

        assertThat(cache.find(request("a", "m", 1, MAX_AGE))).isEqualTo(answer("answer-1", "a"));
        assertThat(cache.find(request("a", "n", 1, MAX_AGE))).isEqualTo(answer("answer-2", "a"));
    }

    /** A later answer takes an earlier one's place. */
    @Test
    public final void storingAgainReplaces() {
        begin();
        store("a", "m", "answer-1");
        store("a", "m", "answer-2");

        assertThat(cache.find(request("a", "m"))).isEqualTo(answer("answer-2", "a"));
    }

    /** No answer outlives its own age, counted from when it was made. */
    @Test
    public final void answersEndWithTheirAge() {
        begin();
        CacheRequest request = request("a", "m");
        cache.find(request);
        cache.store(request, answer("answer-1", "a", time.now().minusSeconds(300)));

        time.advance(Duration.ofSeconds(299));
        assertThat(cache.find(request("a", "m"))).isNotNull();
        time.advance(Duration.ofSeconds(2));

        assertThat(cache.find(request("a", "m"))).isNull();
    }

    /** No answer is served that is older than the asking config allows. */
    @Test
    public final void theAskingConfigsAgeCountsToo() {
        begin();
        store("a", "m", "answer-1");
        time.advance(Duration.ofSeconds(61));

        assertThat(cache.find(request("a", "m", "a m".hashCode(), Duration.ofSeconds(60))))
                .isNull();
        assertThat(cache.find(request("a", "m"))).isNotNull();
    }

    /** A new life begins when an answer is stored in place of one that is about to end. */
    @Test
    public final void aNewAnswerHasALifeOfItsOwn() {
        begin();
        store("a", "m", "answer-1");
        time.advance(MAX_AGE.minusSeconds(1));
        store("a", "m", "answer-2");
        time.advance(Duration.ofSeconds(2));

        assertThat(cache.find(request("a", "m")))
                .isNotNull()
                .extracting(CachedAnswer::id)
                .isEqualTo("answer-2");
    }

    /** Eviction drops every copy of the tenant's answer, and nothing else. */
    @Test
    public final void evictionDropsEveryCopyOfOneAnswer() {
        begin();
        store("a", "m", "answer-1");
        store("a", "n", "answer-1");
        store("a", "o", "answer-2");
        store("b", "m", "answer-1");

        cache.evict("a", "answer-1");
        cache.evict("nobody", "answer-2");

        assertThat(cache.find(request("a", "m"))).isNull();
        assertThat(cache.find(request("a", "n"))).isNull();
        assertThat(cache.find(request("a", "o"))).isNotNull();
        assertThat(cache.find(request("b", "m"))).isNotNull();
    }

    /** One instance serves many threads, and none of them gets what another key holds. */
    @Test
    public final void servesManyThreadsAtOnce() {
        begin();
        Together.run(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                String tenant = "tenant-" + i % 7;
                String model = "model-" + i % KEYS;
                CacheRequest request = request(tenant, model);
                CachedAnswer found = cache.find(request);
                if (found == null) {
                    cache.store(request, answer(tenant + "-" + model, tenant));
                } else {
                    assertThat(found.id()).isEqualTo(tenant + "-" + model);
                }
            }
        });
    }

    /** What requests and answers say never shows in the cache's {@code toString}. */
    @Test
    public final void secretsStaySecret() {
        begin();
        Canary canary = Canary.create();
        CacheRequest request = request("a", canary.text());
        cache.find(request);
        cache.store(request, answer(canary.text(), "a"));

        canary.assertNowhere(cache, factory(), request, request.key());
    }
}
