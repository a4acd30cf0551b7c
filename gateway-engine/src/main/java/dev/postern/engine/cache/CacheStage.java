/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.Body;
import dev.postern.api.CacheStatus;
import dev.postern.api.Cost;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.engine.cache.Flights.Arrival;
import dev.postern.engine.cache.Flights.Landing;
import dev.postern.spi.CacheKey;
import dev.postern.spi.CacheRequest;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Settings;
import dev.postern.spi.Stage;
import dev.postern.spi.StageContext;
import dev.postern.spi.TimeSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls with answers that equal ones got before.
 *
 * <p><b>Position.</b> Between CALL and ROUTE of the node that names it: above the node's strategy, so that it sees one
 * call whatever is retried or falls over below, and keeps the answer that was served.
 *
 * <p><b>Short-circuits when</b> a cache has the answer, or an equal call that is under way gets it.
 *
 * <p><b>Adds to the record</b> the cache status; of a hit the model, the tokens, a cost of nothing, the answer's id as
 * {@code cache.answer} and what it saved as {@code saved_cost}; {@code cache.failed} where a cache failed.
 */
public final class CacheStage implements Stage {
    private final List<AskedCache> caches;
    private final Duration maxAge;
    private final Settings settings;
    private final CacheScopes scopes;
    private final Flights flights;
    private final Answers answers;
    private final TimeSource time;
    private final RandomGenerator random;

    CacheStage(
            List<AskedCache> caches,
            Duration maxAge,
            Settings settings,
            CacheScopes scopes,
            Flights flights,
            Answers answers,
            StageContext context) {
        this.caches = caches;
        this.maxAge = maxAge;
        this.settings = settings;
        this.scopes = scopes;
        this.flights = flights;
        this.answers = answers;
        this.time = context.time();
        this.random = context.random();
    }

    @Override
    public Reply handle(Call call, Chain next) {
        if (!call.operation().cacheable()) {
            return next.proceed(call);
        }
        boolean refresh = call.options().cacheForceRefresh();
        call.recorder().cacheStatus(refresh ? CacheStatus.REFRESH : miss());
        CacheKey key = scopes.key(call);
        if (key == null) {
            return next.proceed(call);
        }
        Place place = new Place(key, call);
        CachedAnswer known = refresh ? null : place.find();
        if (known != null) {
            return replay(known, call);
        }
        if (call.streaming()) {
            return recorded(next.proceed(call), place);
        }
        if (refresh) {
            Reply reply = next.proceed(call);
            place.land(reply);
            return reply;
        }
        return shared(place, call, next);
    }

    private CacheStatus miss() {
        return caches.get(caches.size() - 1).miss();
    }

    private Reply shared(Place place, Call call, Chain next) {
        Reply[] led = new Reply[1];
        Arrival arrival = flights.share(place.key, call, () -> {
            // An equal call may have landed between the look-up and now.
            CachedAnswer landed = place.findExact();
            if (landed != null) {
                return new Landing(landed, null, null);
            }
            led[0] = next.proceed(call);
            return place.land(led[0]);
        });
        if (led[0] != null) {
            return led[0];
        }
        Landing landing = arrival.landing();
        if (landing.answer() != null) {
            call.recorder().cacheStatus(CacheStatus.HIT);
            return replay(landing.answer(), call);
        }
        if (landing.refusal() != null) {
            return landing.refusal();
        }
        throw new IllegalStateException("a flight lands with something, or not at all");
    }

    private Reply replay(CachedAnswer answer, Call call) {
        answers.serve(answer, call);
        call.recorder().put("cache.answer", answer.id());
        Cost cost = answer.cost();
        if (answer.usage() != null) {
            call.recorder().usage(answer.usage(), cost == null ? null : new Cost(BigDecimal.ZERO, cost.currency()));
        }
        // Rate limits and request ids were those of the call that was answered then.
        return answers.told(new Reply.Whole(answer.status(), Headers.empty(), answer.body()), call);
    }

    private Reply recorded(Reply reply, Place place) {
        return reply instanceof Reply.Streaming stream && reply.isSuccess()
                ? answers.recorded(stream, place.call, body -> place.store(stream.status(), body))
                : reply;
    }

    /** One call's look-up: the key, and a request to each cache that is kept from the look-up to the storing. */
    private final class Place {
        private final CacheKey key;
        private final Call call;
        private final @Nullable CacheRequest[] requests = new CacheRequest[caches.size()];

        Place(CacheKey key, Call call) {
            this.key = key;
            this.call = call;
        }

        private CacheRequest request(int cache) {
            CacheRequest known = requests[cache];
            if (known == null) {
                known = new CacheRequest(key, call, settings, maxAge);
                requests[cache] = known;
            }
            return known;
        }

        /** Asks one cache after the other; what another one than the exact finds is kept there too. */
        @Nullable
        CachedAnswer find() {
            CachedAnswer exact = findExact();
            for (int i = 1; exact == null && i < caches.size(); i++) {
                CachedAnswer found = caches.get(i).find(request(i));
                if (found != null) {
                    call.recorder().cacheStatus(caches.get(i).hit());
                    caches.get(0).store(request(0), found);
                    return found;
                }
            }
            return exact;
        }

        @Nullable
        CachedAnswer findExact() {
            CachedAnswer found = caches.get(0).find(request(0));
            if (found != null) {
                call.recorder().cacheStatus(caches.get(0).hit());
            }
            return found;
        }

        /** Stores a reply if it is good, and says what it is to those who wait for it. */
        Landing land(Reply reply) {
            if (!(reply instanceof Reply.Whole whole)) {
                return Landing.GIVEN_UP;
            }
            boolean good = whole.isSuccess()
                    && whole.body().isObject()
                    && !whole.body().has("error");
            return good ? new Landing(store(whole.status(), whole.body()), null, null) : new Landing(null, whole, null);
        }

        CachedAnswer store(int status, Body body) {
            CachedAnswer answer = answer(status, body);
            for (int i = 0; i < caches.size(); i++) {
                caches.get(i).store(request(i), answer);
            }
            return answer;
        }

        /** Describes a new answer, or a copy of one that a cache below gave: with its name and the rest of its life. */
        private CachedAnswer answer(int status, Body body) {
            Answers.Facts facts = answers.facts(call);
            CachedAnswer source = facts.source();
            if (source != null) {
                Duration life = source.maxAge().compareTo(maxAge) < 0 ? source.maxAge() : maxAge;
                return new CachedAnswer(
                        source.id(),
                        call.tenant(),
                        status,
                        body,
                        source.usage(),
                        source.cost(),
                        source.storedAt(),
                        life);
            }
            String id = HexFormat.of().toHexDigits(random.nextLong());
            return new CachedAnswer(id, call.tenant(), status, body, facts.usage(), facts.cost(), time.now(), maxAge);
        }
    }
}
