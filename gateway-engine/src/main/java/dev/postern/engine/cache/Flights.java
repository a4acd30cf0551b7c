/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import dev.postern.api.Cancellation;
import dev.postern.api.CancelledException;
import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import dev.postern.spi.CacheKey;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.Call;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends equal calls once: the first one leads, those that come while it is under way wait for what it gets.
 *
 * <p>A plain map of futures: the leader does its work in its own thread and under its own deadline, and nobody holds a
 * lock meanwhile.
 */
final class Flights {
    /** A follower waits for two leaders at most; if both give up, so does it. */
    private static final int MAX_LEADERS = 2;

    private final Map<CacheKey, CompletableFuture<Landing>> underWay = new ConcurrentHashMap<>();

    int size() {
        return underWay.size();
    }

    /**
     * Leads, or waits for the call that does.
     *
     * @param work what a leader does
     * @return what the leader got, and whether that was this call
     * @throws GatewayException the leader's failure, or the end of this call from outside
     */
    Arrival share(CacheKey key, Call call, Supplier<Landing> work) {
        for (int leaders = 0; leaders < MAX_LEADERS; leaders++) {
            CompletableFuture<Landing> own = new CompletableFuture<>();
            CompletableFuture<Landing> other = underWay.putIfAbsent(key, own);
            if (other == null) {
                return new Arrival(lead(key, call, own, work), true);
            }
            Landing landing = await(other, call);
            if (landing.failure() != null) {
                throw FollowersFailure.of(landing.failure());
            }
            if (!landing.isGivenUp()) {
                return new Arrival(landing, false);
            }
        }
        throw new UnreachableException(
                "the request was on its way for several equal calls, and the calls that sent it were ended early, twice;"
                        + " try again",
                false,
                null);
    }

    private Landing lead(CacheKey key, Call call, CompletableFuture<Landing> own, Supplier<Landing> work) {
        Landing landing = Landing.GIVEN_UP;
        try {
            landing = work.get();
            return landing;
        } catch (GatewayException e) {
            if (!isOwnEnd(call, e)) {
                landing = Landing.of(e);
            }
            throw e;
        } finally {
            // Whoever comes between the two starts anew, and finds the answer stored.
            underWay.remove(key, own);
            own.complete(landing);
        }
    }

    /** Returns whether the leader failed for a reason that is nobody else's. */
    private static boolean isOwnEnd(Call call, GatewayException failure) {
        return call.cancellation().isCancelled()
                || failure instanceof CancelledException
                || (failure instanceof DeadlineException && !failure.retryable());
    }

    /** Waits under the follower's own deadline and cancellation, which interrupt its thread or fire its cancellation. */
    private static Landing await(CompletableFuture<Landing> leader, Call call) {
        CompletableFuture<Landing> landing = leader.copy();
        Cancellation.Registration unblock = call.cancellation().onCancel(() -> landing.cancel(false));
        try {
            return landing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.ended(false);
        } catch (CancellationException e) {
            throw call.ended(false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a leader lands in every case", e);
        } finally {
            unblock.close();
        }
    }

    /** Where a call got to: what came of it, and whether it led itself. */
    record Arrival(Landing landing, boolean led) {}

    /**
     * What came of a leader's work; all parts are null where it gave up for reasons of its own.
     *
     * @param answer a good answer
     * @param refusal any other whole reply
     * @param failure why there is none
     */
    record Landing(
            @Nullable CachedAnswer answer,
            Reply.@Nullable Whole refusal,
            @Nullable GatewayException failure) {
        static final Landing GIVEN_UP = new Landing(null, null, null);

        static Landing of(GatewayException failure) {
            return new Landing(null, null, failure);
        }

        boolean isGivenUp() {
            return answer == null && refusal == null && failure == null;
        }
    }
}
