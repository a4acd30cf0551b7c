/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Body;
import dev.postern.spi.CacheKey;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import dev.postern.spi.Settings;
import dev.postern.testkit.FakeTime;
import dev.postern.testkit.TestCalls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much the exact cache holds, in all and of one tenant. */
class CacheBoundsTest {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ENTRY_BYTES = 100_000;
    private static final int ANSWER_BYTES = 10_000;

    private final FakeTime time = new FakeTime();
    private final CaffeineResponseCache cache =
            new CaffeineResponseCache(MAX_BYTES, MAX_ENTRY_BYTES, MAX_BYTES / 2, time);

    private CacheRequest request(String tenant, int number) {
        Call call = TestCalls.chat("m", "question " + number).tenant(tenant).call();
        Body canonical = call.body().canonical(List.of()).orElseThrow();
        CacheKey key = new CacheKey(KeyedHash.of(canonical, tenant.hashCode()), tenant, canonical);
        return new CacheRequest(key, call, Settings.empty(), Duration.ofHours(1));
    }

    private void store(String tenant, int number, int bytes) {
        Body body = Body.object().put("text", "x".repeat(bytes)).build();
        cache.store(
                request(tenant, number),
                new CachedAnswer("id-" + number, tenant, 200, body, null, null, time.now(), Duration.ofHours(1)));
    }

    @Test
    void theWeightInBytesIsBounded() {
        for (int i = 0; i < 1000; i++) {
            store("tenant-" + i % 10, i, ANSWER_BYTES);
        }

        assertThat(cache.bytes()).isLessThanOrEqualTo(MAX_BYTES).isGreaterThan(MAX_BYTES / 2);
    }

    @Test
    void oneTenantTakesHalfAtMostAndDropsItsOwnOldest() {
        store("quiet", 0, ANSWER_BYTES);
        for (int i = 1; i < 500; i++) {
            store("greedy", i, ANSWER_BYTES);
        }

        assertThat(cache.bytesOf("greedy")).isLessThanOrEqualTo(MAX_BYTES / 2).isGreaterThan(MAX_BYTES / 3);
        assertThat(cache.find(request("quiet", 0))).isNotNull();
        assertThat(cache.find(request("greedy", 499))).isNotNull();
        assertThat(cache.find(request("greedy", 1))).isNull();
    }

    @Test
    void anEntryTooLargeIsNotKept() {
        store("a", 1, MAX_ENTRY_BYTES);

        assertThat(cache.find(request("a", 1))).isNull();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void whatEndsIsNoLongerCounted() {
        store("a", 1, ANSWER_BYTES);
        store("a", 1, ANSWER_BYTES);
        assertThat(cache.bytesOf("a")).isEqualTo(cache.bytes()).isBetween((long) ANSWER_BYTES, 2L * ANSWER_BYTES);

        time.advance(Duration.ofHours(2));

        assertThat(cache.bytesOf("a")).isZero();
    }
}
