/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.ResponseCache;
import dev.postern.spi.ResponseCacheFactory;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseCacheContractTest {
    /** A cache in a map, with what a test bends. */
    private static class MapCache implements ResponseCache {
        final Map<Object, CachedAnswer> answers = new ConcurrentHashMap<>();
        private final TimeSource time;

        MapCache(TimeSource time) {
            this.time = time;
        }

        Object key(CacheRequest request) {
            return request.key();
        }

        @Override
        public @Nullable CachedAnswer find(CacheRequest request) {
            CachedAnswer answer = answers.get(key(request));
            return answer == null || isOver(request, answer) ? null : answer;
        }

        boolean isOver(CacheRequest request, CachedAnswer answer) {
            return time.now().isAfter(answer.storedAt().plus(answer.maxAge()))
                    || time.now().isAfter(answer.storedAt().plus(request.maxAge()));
        }

        @Override
        public void store(CacheRequest request, CachedAnswer answer) {
            answers.put(key(request), answer);
        }

        @Override
        public void evict(String tenant, String id) {
            answers.values()
                    .removeIf(answer ->
                            answer.tenant().equals(tenant) && answer.id().equals(id));
        }
    }

    private record Factory(Function<TimeSource, ResponseCache> maker) implements ResponseCacheFactory {
        @Override
        public String id() {
            return "map";
        }

        @Override
        public ResponseCache create(StageContext context) {
            return maker.apply(context.time());
        }
    }

    private static final class Contract extends ResponseCacheContract {
        private final Factory factory;

        Contract(Function<TimeSource, ResponseCache> maker) {
            this.factory = new Factory(maker);
        }

        @Override
        protected ResponseCacheFactory factory() {
            return factory;
        }
    }

    @Test
    void aCacheThatKeepsTheContractPasses() {
        assertThat(BrokenRules.of(new Contract(MapCache::new))).isEmpty();
    }

    @Test
    void aCacheThatTrustsTheHashIsFound() {
        Contract trusting = new Contract(time -> new MapCache(time) {
            @Override
            Object key(CacheRequest request) {
                return request.key().hash();
            }
        });

        assertThat(BrokenRules.of(trusting))
                .containsOnlyKeys("noTenantFindsAnothersAnswer", "keysOfOneHashAreToldApart");
    }

    @Test
    void aCacheThatForgetsTheTenantIsFound() {
        Contract open = new Contract(time -> new MapCache(time) {
            @Override
            Object key(CacheRequest request) {
                return request.key().request();
            }
        });

        assertThat(BrokenRules.of(open)).containsKeys("noTenantFindsAnothersAnswer", "servesManyThreadsAtOnce");
    }

    @Test
    void aCacheThatNeverForgetsIsFound() {
        Contract eternal = new Contract(time -> new MapCache(time) {
            @Override
            boolean isOver(CacheRequest request, CachedAnswer answer) {
                return false;
            }
        });

        assertThat(BrokenRules.of(eternal)).containsOnlyKeys("answersEndWithTheirAge", "theAskingConfigsAgeCountsToo");
    }

    @Test
    void aCacheThatPrintsItsAnswersIsFound() {
        Contract talking = new Contract(time -> new MapCache(time) {
            @Override
            public String toString() {
                return answers.toString();
            }
        });

        assertThat(BrokenRules.of(talking)).containsOnlyKeys("secretsStaySecret");
    }
}
